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

    @Argument(help: "A file of JSON Lines.")
    var file: String

    func perform(with client: ServiceClient) async throws {
        let count = try await LineImport(file: file, client: client) { digest, line, bytes in
            .post(
                "touches", "import", query: ["file": digest, "first_line": String(line)],
                body: .init(type: "application/jsonl", bytes: bytes))
        }.run()
        try count.report(file, as: service.form)
    }
}
