import ArgumentParser

struct KeysCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "keys", abstract: "The keys that tokens are signed with.",
        subcommands: [KeysList.self, KeysRotate.self, KeysRetire.self, KeysImport.self])
}
