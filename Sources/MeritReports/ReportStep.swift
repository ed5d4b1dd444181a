package import MeritCore
package import MeritLedger

/// What a report's days are gathered into. The raw value is what `--by` and `by=` take.
package enum ReportStep: String, CaseIterable, Sendable {
    /// Business days.
    case day
    /// Monday to Sunday.
    case week
    /// Business months.
    case month

    /// The days of one report, or of one query, are gathered into at most so many steps.
    package static let countMax = 400

    /// `days` in rising steps without holes, the first and last cut to `days`; nil beyond
    /// `countMax`.
    package func ranges(of days: DayRange, in calendar: BusinessCalendar) -> [DayRange]? {
        var ranges: [DayRange] = []
        var first = days.first
        while first <= days.last {
            guard ranges.count < Self.countMax else { return nil }
            let last = min(lastDay(ofStepWith: first, calendar), days.last)
            ranges.append(DayRange(first: first, last: last))
            first = last.advanced(by: 1)
        }
        return ranges
    }

    private func lastDay(ofStepWith day: CivilDate, _ calendar: BusinessCalendar) -> CivilDate {
        switch self {
        case .day: return day
        case .week:
            // 1970-01-01 was a Thursday: Monday is 0.
            let weekday = ((day.daysSince1970 + 3) % 7 + 7) % 7
            return day.advanced(by: 6 - weekday)
        case .month: return calendar.days(of: calendar.period(of: day)).last
        }
    }
}
