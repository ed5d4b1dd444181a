import ArgumentParser

struct DepartmentImport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Imports departments, all of a file or nothing.",
        discussion: """
            Columns: department,name,parent,store[,effective_from]; store is the shop's store \
            code, where the department has one.
            """)

    @OptionGroup var service: ServiceOptions

    @OptionGroup var table: TableOptions

    func perform(with client: ServiceClient) async throws {
        try await client.importTable(table, to: "departments", as: service.form)
    }
}
