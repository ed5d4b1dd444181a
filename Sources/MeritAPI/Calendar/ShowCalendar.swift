import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `GET /v1/calendar`: how instants become business days and months, and the present ones.
enum ShowCalendar: Endpoint {
    static let route = RouteName("GET", "/v1/calendar")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        _ = try call.query([])
        return answer(call)
    }

    /// `time_zone`, `day_start` and `month_start` are the last ones set; they hold from the month
    /// `holds_from` on, which may be to come; null: always.
    static func answer(_ call: APICall) -> Response {
        let calendar = call.directory.calendar
        let now = call.now
        let today = calendar.day(of: now)
        let period = calendar.period(of: today)
        return Answer.object { writer in
            writer.member("time_zone", calendar.zone)
            writer.member("day_start", DayStart.text(calendar.dayStartMinutes))
            writer.member("month_start", calendar.monthStart)
            writer.member("holds_from", calendar.lastChange?.description)
            writer.member("today", "\(today)")
            writer.object("period") { writer in
                writer.member("period", period.description)
                writer.member("first_day", "\(calendar.firstDay(of: period))")
                writer.member("from", calendar.start(of: period))
                writer.member("to", calendar.end(of: period))
            }
        }
    }
}

/// `04:00`: when a business day begins.
enum DayStart {
    static func text(_ minutes: Int) -> String {
        let (hour, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
    }

    /// Minutes after midnight; nil for anything but `00:00` … `23:59`.
    static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
            let hour = UInt8(parts[0]), let minute = UInt8(parts[1]), hour < 24, minute < 60
        else { return nil }
        return Int(hour) * 60 + Int(minute)
    }
}
