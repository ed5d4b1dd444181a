import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `PUT /v1/calendar`: another time zone, start of the day or start of the month from a month on
/// that has not begun and has no entries. What is left out stays.
enum PutCalendar: Endpoint {
    static let route = RouteName("PUT", "/v1/calendar")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.appends

    private struct Wish {
        let calendar: BusinessCalendar
        let from: Period
    }

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let wish = try await call.body(form(call))
        // The latest entries count.
        await call.waitUntilSettled()
        _ = try await call.runForRedirects(
            CalendarSet(calendar: wish.calendar, from: wish.from, actor: call.actor))
        return ShowCalendar.answer(call)
    }

    private static func form(_ call: APICall) -> JSONForm<Wish> {
        let present = call.directory.calendar
        let zoneOffsets = call.parts.process.zoneOffsets
        return .object(known: ["time_zone", "day_start", "month_start", "from"]) {
            members, reader in
            let from = reader.required(members["from"], .parsed("a month (2027-01)") { Period($0) })
            let zone = reader.optional(
                members["time_zone"],
                .parsed("a time zone (Asia/Shanghai)") { name in
                    zoneOffsets(name).map { Zone(name: name, offsets: $0) }
                })
            let dayStart = reader.optional(
                members["day_start"], .parsed("a time of day (04:00)") { DayStart.minutes($0) })
            let monthStart = reader.optional(members["month_start"], .integer(1...28))
            let calendar = BusinessCalendar(
                zone: zone?.name ?? present.zone, offsets: zone?.offsets ?? present.offsets,
                dayStartMinutes: dayStart ?? present.dayStartMinutes,
                monthStart: monthStart.map { Int($0) } ?? present.monthStart)
            guard let from, let calendar else { return nil }
            return Wish(calendar: calendar, from: from)
        }
    }

    private struct Zone {
        let name: String
        let offsets: [BusinessCalendar.Offset]
    }
}
