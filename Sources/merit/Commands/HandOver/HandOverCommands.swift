import ArgumentParser

struct HandOverCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handover", abstract: "Customers who pass from one guide to another.",
        subcommands: [HandOverImport.self])
}
