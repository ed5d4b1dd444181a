import ArgumentParser

struct PeriodCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "period", abstract: "Months of the books, and closing them by two people.",
        subcommands: [
            PeriodPropose.self, PeriodClose.self, PeriodList.self, PeriodExport.self,
        ])
}
