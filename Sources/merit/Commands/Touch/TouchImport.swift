import ArgumentParser

struct TouchImport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings past touches in from a file; repeats do nothing.",
        discussion: """
            One touch a line: {"event_id":"…","kind":"link_click","at":"…","staff":1001,\
            "link":7,"aliases":{"unionid":"…"},"user_agent":"…","verdict":"human"}. Exits 1 \
            where a line could not be taken.
            """)

    @OptionGroup var service: ServiceOptions

    @OptionGroup var lines: LineOptions

    func perform(with client: ServiceClient) async throws {
        try await client.importLines(lines, to: "touches", as: service.form)
    }
}
