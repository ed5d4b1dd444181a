import ArgumentParser

struct TouchCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "touch", abstract: "Customers' contacts with links.",
        subcommands: [TouchImport.self])
}
