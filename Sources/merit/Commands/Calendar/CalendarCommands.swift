import ArgumentParser

struct CalendarCommands: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calendar", abstract: "How instants become business days and months.",
        subcommands: [CalendarShow.self, CalendarSetting.self])
}
