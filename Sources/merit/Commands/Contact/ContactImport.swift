import ArgumentParser

struct ContactImport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings contacts that were added or deleted in from a file; repeats do nothing.",
        discussion: """
            One contact a line: {"event_id":"…","at":"…","alias":{"external_userid":"…"},\
            "staff":1001,"change":"added"}; change is added, deleted_by_customer or \
            deleted_by_staff. Exits 1 where a line could not be taken.
            """)

    @OptionGroup var service: ServiceOptions

    @OptionGroup var lines: LineOptions

    func perform(with client: ServiceClient) async throws {
        try await client.importLines(lines, to: "contacts", as: service.form)
    }
}
