import ArgumentParser

struct HandOverImport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings hand-overs of customers in from a file; repeats do nothing.",
        discussion: """
            One hand-over a line: {"event_id":"…","at":"…","alias":{"external_userid":"…"},\
            "from":1001,"to":1002,"state":"done"}; state is requested, waiting, done, refused or \
            limit, and only done moves anything. Exits 1 where a line could not be taken.
            """)

    @OptionGroup var service: ServiceOptions

    @OptionGroup var lines: LineOptions

    func perform(with client: ServiceClient) async throws {
        try await client.importLines(lines, to: "handovers", as: service.form)
    }
}
