import ArgumentParser

struct DepartmentCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "department", abstract: "Stores and what they belong to.",
        subcommands: [DepartmentImport.self])
}
