import MeritCore
import MeritJSON

/// What a plain date stands for.
enum DayEdge: Sendable {
    /// The first instant of the business day.
    case start
    /// The first instant after it.
    case end

    static let rule = "a date (2026-11-21) or a time with offset (2026-11-21T10:00:00+08:00)"

    /// A date or a time; nil for anything else.
    func moment(_ text: String, _ calendar: BusinessCalendar) -> Timestamp? {
        guard let day = CivilDate(text) else { return Timestamp(rfc3339: text) }
        switch self {
        case .start: return calendar.start(of: day)
        case .end: return calendar.end(of: day)
        }
    }

    func form(_ calendar: BusinessCalendar) -> JSONForm<Timestamp> {
        .parsed(Self.rule) { moment($0, calendar) }
    }
}
