import ArgumentParser

struct PersonCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "person",
        abstract: "Whoever may act: two-person acts need two different persons.",
        subcommands: [PersonAdd.self, PersonList.self])
}
