import MeritAttribution
import MeritCore

extension BookOffice {
    /// The first calendar holds always; another one from a period on that has not begun and that
    /// no entry lies in or behind.
    func set(_ command: CalendarSet) throws(Lookup.Failure) -> CommandOutcome {
        guard directory.hasCalendar else {
            return .accepted(.calendar(command.calendar, from: nil))
        }
        guard let from = command.from else {
            return .refused(
                .calendarFixed,
                """
                The directory has a calendar: another one may hold from a period on that has \
                not begun. Name that period.
                """)
        }
        let start = directory.calendar.start(of: from)
        guard start > at, directory.closedThrough.map({ $0 < from }) ?? true else {
            return .refused(
                .calendarBegun,
                "\(from) began at \(start.rfc3339): choose a period that has not begun.")
        }
        if let last = try lookup.lastEntryPeriod(), last >= from {
            return .refused(
                .calendarHasEntries,
                "The books have entries up to \(last): choose a period after that.")
        }
        return .accepted(.calendar(command.calendar, from: from))
    }
}
