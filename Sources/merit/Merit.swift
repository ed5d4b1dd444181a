import ArgumentParser
import Glibc

/// The command line of Merit.
@main
struct Merit: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merit",
        abstract: "Signs staff into links, records what customers do, and credits sales.",
        groupedSubcommands: [
            CommandGroup(name: "Running", subcommands: [Serve.self, Demo.self]),
            CommandGroup(
                name: "People and places",
                subcommands: [
                    PersonCommands.self, APIKeyCommands.self, ShopCommands.self,
                    DepartmentCommands.self, StaffCommands.self, ContactCommands.self,
                    HandOverCommands.self, IdentityCommands.self,
                ]),
            CommandGroup(
                name: "Links",
                subcommands: [LinkCommands.self, TokenCommands.self, KeysCommands.self]),
            CommandGroup(
                name: "Orders and credit",
                subcommands: [
                    PolicyCommands.self, OrderCommands.self, TouchCommands.self,
                    BadRecordCommands.self, AdjustmentCommands.self,
                ]),
            CommandGroup(
                name: "Reading the books",
                subcommands: [Report.self, LedgerCommands.self, Explain.self]),
            CommandGroup(
                name: "Keeping the books",
                subcommands: [
                    PeriodCommands.self, CalendarCommands.self, Verify.self, Rebuild.self,
                    Backup.self, Restore.self, Head.self,
                ]),
        ])

    /// Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a check found differences.
    static func main() async {
        do {
            let arguments = GlobalArguments.movedToEnd(
                Array(CommandLine.arguments.dropFirst()), of: Merit.self)
            var command = try parseAsRoot(arguments)
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            Glibc.exit(Outcome.of(error).report())
        }
    }
}
