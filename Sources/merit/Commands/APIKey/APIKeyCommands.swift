import ArgumentParser

struct APIKeyCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "api-key", abstract: "Keys by which other programs speak to the API.",
        subcommands: [APIKeyCreate.self, APIKeyList.self, APIKeyRevoke.self])
}
