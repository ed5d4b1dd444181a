package import MeritCore

extension BusinessCalendar {
    /// The business day on which an entry of `period` counts in reports: the day of its business
    /// time; where that lies outside its period (posted late), the day it was recorded, or the
    /// period's first or last day if that is outside too. So days sum to months.
    package func reportDay(
        at moment: Timestamp, in period: Period, recordedAt: Timestamp
    ) -> CivilDate {
        let day = day(of: moment)
        if self.period(of: day) == period { return day }
        let days = days(of: period)
        return min(max(self.day(of: recordedAt), days.first), days.last)
    }

    /// The business days of a month.
    package func days(of period: Period) -> DayRange {
        DayRange(
            first: firstDay(of: period), last: firstDay(of: period.next).advanced(by: -1))
    }
}
