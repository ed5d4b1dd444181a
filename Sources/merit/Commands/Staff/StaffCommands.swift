import ArgumentParser

struct StaffCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "staff", abstract: "Whoever can be credited.",
        subcommands: [StaffImport.self, StaffExport.self, StaffRevoke.self, StaffRestore.self])
}
