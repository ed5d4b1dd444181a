import ArgumentParser

struct IdentityCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity", abstract: "Which identifiers are one customer, and why.",
        subcommands: [IdentityShow.self, IdentitySplitting.self])
}
