import ArgumentParser

struct TokenCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token", abstract: "Signed links of one staff member each.",
        subcommands: [TokenSign.self, TokenVerify.self, TokenExport.self])
}
