import ArgumentParser

struct ContactCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "contact", abstract: "Customers among guides' contacts.",
        subcommands: [ContactImport.self])
}
