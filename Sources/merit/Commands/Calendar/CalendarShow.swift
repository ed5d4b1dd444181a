import ArgumentParser
import MeritJSON

struct CalendarShow: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints the calendar, and the present day and month.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        try CalendarPrinting.print(try await client.send(.get("calendar")), as: service.form)
    }
}

/// Prints a calendar as the API shows it.
enum CalendarPrinting {
    static func print(_ answer: ServiceAnswer, as form: OutputForm) throws {
        guard form == .text else { return answer.print() }
        let calendar = try answer.json()
        for name in ["time_zone", "day_start", "month_start", "holds_from", "today"] {
            guard let value = calendar[name], value != .null else { continue }
            Terminal.print("\(name)  \(value.shown)")
        }
        let period = calendar["period"]
        Terminal.print(
            "period  \(period?["period"]?.shown ?? ""), from \(period?["from"]?.shown ?? "") "
                + "to \(period?["to"]?.shown ?? "")")
    }
}
