import ArgumentParser

struct LinkCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "What staff share.",
        subcommands: [LinkCreate.self, LinkList.self, LinkRevoke.self, LinkImport.self])
}
