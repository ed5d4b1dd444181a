/// How instants become business days and months. It is a fact of the data directory and knows
/// its zone as a list of UTC offsets, so no machine's zone data ever moves a day.
public struct BusinessCalendar: Hashable, Sendable {
    /// From `instant` on, local time is UTC plus `seconds`.
    public struct Offset: Hashable, Sendable {
        public let instant: Timestamp
        public let seconds: Int32
        public init(instant: Timestamp, seconds: Int32) {
            self.instant = instant
            self.seconds = seconds
        }
    }

    /// The zone's name, `Asia/Shanghai`; for people only, nothing is computed from it.
    public let zone: String
    /// By instant, at least one; the first also holds before its instant.
    public let offsets: [Offset]
    /// When a business day begins, in minutes after local midnight, 0 … 1 439.
    public let dayStartMinutes: Int
    /// The day of the month on which a business month begins, 1 … 28.
    public let monthStart: Int

    /// Nil when there is no offset, the offsets are not in strictly rising order, one is outside
    /// ±18 h, or a start is outside its range.
    public init?(zone: String, offsets: [Offset], dayStartMinutes: Int, monthStart: Int) {
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

    /// The business day that holds `instant`: the latest one that has begun.
    public func day(of instant: Timestamp) -> CivilDate {
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

    /// The first instant of a business day.
    public func start(of day: CivilDate) -> Timestamp {
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

    /// The first instant after a business day.
    public func end(of day: CivilDate) -> Timestamp { start(of: day.advanced(by: 1)) }

    /// The month whose books a business day belongs to. Months reach from 0001-01 to 9999-12: the
    /// days that a zone's offset puts before or behind belong to the first and the last.
    public func period(of day: CivilDate) -> Period {
        let parts = day.parts
        let period = Period(index: parts.year * 12 + parts.month - 1)
        let named = monthStart > 1 && parts.day >= monthStart ? period.next : period
        return min(max(named, .first), .last)
    }

    public func period(of instant: Timestamp) -> Period { period(of: day(of: instant)) }

    /// The first business day of a month; beyond 9999-12 the first day that belongs to no month,
    /// up to 0001-01 the first day that has a date.
    public func firstDay(of period: Period) -> CivilDate {
        if period <= .first { return .earliest }
        if period > .last { return .latest.advanced(by: 1) }
        let named = monthStart > 1 ? period.previous : period
        // Day 1 … 28 exists in every month of every year.
        return CivilDate(year: named.year, month: named.month, day: monthStart) ?? .earliest
    }

    /// The first instant of a month.
    public func start(of period: Period) -> Timestamp { start(of: firstDay(of: period)) }

    /// The first instant after a month.
    public func end(of period: Period) -> Timestamp { start(of: period.next) }

    private func offset(at instant: Timestamp) -> Int32 {
        var low = 0
        var high = offsets.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if offsets[middle].instant <= instant { low = middle } else { high = middle }
        }
        return offsets[low].seconds
    }
}
