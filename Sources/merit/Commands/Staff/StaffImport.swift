import ArgumentParser

struct StaffImport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports staff, all of a file or nothing.",
        discussion: """
            Columns: staff,userid,name,department,employed_from,employed_to,successor,house,\
            aliases[,effective_from]; house is true for the house account of a department; \
            aliases are the person's own, as unionid:…;phone:…
            """)

    @OptionGroup var service: ServiceOptions

    @OptionGroup var table: TableOptions

    func perform(with client: ServiceClient) async throws {
        try await client.importTable(table, to: "staff", as: service.form)
    }
}
