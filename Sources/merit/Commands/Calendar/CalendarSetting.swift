import ArgumentParser
import MeritCore
import MeritJSON

struct CalendarSetting: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Changes the calendar from a month on that has not begun and has no entries.",
        discussion: "What is left out stays as it is.")

    @OptionGroup var service: ServiceOptions

    @Option(help: ArgumentHelp("Such as Asia/Shanghai.", valueName: "zone"))
    var timeZone: String?

    @Option(help: ArgumentHelp("When a business day begins.", valueName: "hh:mm"))
    var dayStart: String?

    @Option(help: ArgumentHelp("The day on which a month begins, 1 to 28.", valueName: "day"))
    var monthStart: Int?

    @Option(help: ArgumentHelp("The first month of the new calendar.", valueName: "yyyy-mm"))
    var from: Period

    func validate() throws {
        guard timeZone != nil || dayStart != nil || monthStart != nil else {
            throw ValidationError("give --time-zone, --day-start or --month-start")
        }
        if let monthStart, !(1...28).contains(monthStart) {
            throw ValidationError("--month-start takes 1 to 28")
        }
    }

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .put("calendar") { body in
                body.memberIfAny("time_zone", timeZone)
                body.memberIfAny("day_start", dayStart)
                body.memberIfAny("month_start", monthStart)
                body.member("from", from.description)
            })
        try CalendarPrinting.print(answer, as: service.form)
    }
}
