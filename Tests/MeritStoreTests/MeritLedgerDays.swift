import MeritCore
import MeritLedger

/// The business days from one instant to another.
enum MeritLedgerDays {
    static func range(
        _ calendar: BusinessCalendar, _ from: Timestamp, _ to: Timestamp
    ) -> DayRange? {
        DayRange(from: calendar.day(of: from), to: calendar.day(of: to))
    }
}
