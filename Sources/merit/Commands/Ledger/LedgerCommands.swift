import ArgumentParser

struct LedgerCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "The entries of the ledger.",
        subcommands: [LedgerEntries.self])
}
