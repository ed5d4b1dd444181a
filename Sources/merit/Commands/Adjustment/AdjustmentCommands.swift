import ArgumentParser

struct AdjustmentCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "adjustment",
        abstract: "Appeals and corrections: an order credited otherwise, by two people.",
        subcommands: [
            AdjustmentPropose.self, AdjustmentApprove.self, AdjustmentDecline.self,
            AdjustmentList.self,
        ])
}
