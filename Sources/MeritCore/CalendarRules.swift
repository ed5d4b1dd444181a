/// One way to count days and months, as if it held for ever.
struct CalendarRules: Hashable, Sendable {
    typealias Offset = BusinessCalendar.Offset

    let zone: String
    /// By instant, at least one; the first also holds before its instant.
    let offsets: [Offset]
    let dayStartMinutes: Int
    let monthStart: Int

    /// As `BusinessCalendar.init`.
    init?(zone: String, offsets: [Offset], dayStartMinutes: Int, monthStart: Int) {
        guard
            !offsets.isEmpty,
            zip(offsets, offsets.dropFirst()).allSatisfy({ $0.instant < $1.instant }),
            offsets.allSatisfy({ (-64_800...64_800).contains($0.seconds) }),
            (0..<1_440).contains(dayStartMinutes), (1...28).contains(monthStart)
        else { return nil }
        self.zone = zone
        self.offsets = offsets
        self.dayStartMinutes = dayStartMinutes
        self.monthStart = monthStart
    }

    func day(of instant: Timestamp) -> CivilDate {
        let local =
            instant.milliseconds + Int64(offset(at: instant)) * 1_000
            - Int64(dayStartMinutes) * 60_000
        var day = CivilDate(
            daysSince1970: Int((local < 0 ? local - 86_399_999 : local) / 86_400_000))
        // Where clocks are set back over a day's start, local time names the day before once more.
        while start(of: day.advanced(by: 1)) <= instant { day = day.advanced(by: 1) }
        while start(of: day) > instant { day = day.advanced(by: -1) }
        return day
    }

    func start(of day: CivilDate) -> Timestamp {
        let local = Int64(day.daysSince1970) * 86_400_000 + Int64(dayStartMinutes) * 60_000
        for (index, offset) in offsets.enumerated() {
            let instant = Timestamp(milliseconds: local - Int64(offset.seconds) * 1_000)
            let begin = index == 0 ? Timestamp.distantPast : offset.instant
            let end = index + 1 < offsets.count ? offsets[index + 1].instant : nil
            // A start that a gap skips falls on the gap's end.
            if end.map({ instant < $0 }) ?? true { return max(instant, begin) }
        }
        preconditionFailure("a calendar has at least one offset, and the last one has no end")
    }

    func period(of day: CivilDate) -> Period {
        let parts = day.parts
        let period = Period(index: parts.year * 12 + parts.month - 1)
        let named = monthStart > 1 && parts.day >= monthStart ? period.next : period
        return min(max(named, .first), .last)
    }

    func firstDay(of period: Period) -> CivilDate {
        if period <= .first { return .earliest }
        if period > .last { return .latest.advanced(by: 1) }
        let named = monthStart > 1 ? period.previous : period
        // Day 1 … 28 exists in every month of every year.
        return CivilDate(year: named.year, month: named.month, day: monthStart) ?? .earliest
    }

    func offset(at instant: Timestamp) -> Int32 {
        var low = 0
        var high = offsets.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if offsets[middle].instant <= instant { low = middle } else { high = middle }
        }
        return offsets[low].seconds
    }
}
