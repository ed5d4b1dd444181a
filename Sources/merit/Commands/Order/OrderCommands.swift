import ArgumentParser

struct OrderCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "order", abstract: "Order events.",
        subcommands: [OrderImport.self])
}
