import ArgumentParser

struct LinkImport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Creates links from a file, all of it or nothing.",
        discussion: """
            Columns: kind,destination,channel,campaign,expires_days; the links are numbered in the \
            order of the file.
            """)

    @OptionGroup var service: ServiceOptions

    @OptionGroup var table: TableOptions

    func perform(with client: ServiceClient) async throws {
        try await client.importTable(table, to: "links", as: service.form)
    }
}
