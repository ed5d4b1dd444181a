import ArgumentParser

struct BadRecordCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bad-record",
        abstract: "What was sent or imported and could not be processed.",
        subcommands: [
            BadRecordList.self, BadRecordShow.self, BadRecordReplay.self, BadRecordDiscard.self,
        ])
}
