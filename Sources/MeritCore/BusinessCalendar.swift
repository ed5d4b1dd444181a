/// How instants become business days and months. It is a fact of the data directory and knows
/// its zone as a list of UTC offsets, so no machine's zone data ever moves a day.
///
/// It may change for periods to come. Then it consists of *eras*: the new one begins where the last
/// old period ends, its first day is the one after the last old day, its first period the one
/// after the last old period, whatever lengths that gives those two.
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

    /// What the last era counts by.
    private let rules: CalendarRules
    /// How the last era began; nil: it is the only one.
    private let opening: Opening?
    /// The eras before the last, rising.
    private let former: [Era]

    private struct Era: Hashable, Sendable {
        let rules: CalendarRules
        /// Nil for the first.
        let opening: Opening?
    }

    /// Where an era takes over.
    private struct Opening: Hashable, Sendable {
        let instant: Timestamp
        let day: CivilDate
        let period: Period
        /// The second day of the era. It is not the day after `day` where the old zone was so far
        /// behind that the new one counts later days already: those between never are.
        let secondDay: CivilDate
    }

    /// One calendar for ever. Nil when there is no offset, the offsets are not in strictly rising
    /// order, one is outside ±18 h, or a start is outside its range.
    public init?(zone: String, offsets: [Offset], dayStartMinutes: Int, monthStart: Int) {
        guard
            let rules = CalendarRules(
                zone: zone, offsets: offsets, dayStartMinutes: dayStartMinutes,
                monthStart: monthStart)
        else { return nil }
        self.init(rules: rules, opening: nil, former: [])
    }

    private init(rules: CalendarRules, opening: Opening?, former: [Era]) {
        self.rules = rules
        self.opening = opening
        self.former = former
    }

    /// The zone's name, `Asia/Shanghai`; for people only, nothing is computed from it. Of the last
    /// era, like the next three.
    public var zone: String { rules.zone }
    /// By instant, at least one; the first also holds before its instant.
    public var offsets: [Offset] { rules.offsets }
    /// When a business day begins, in minutes after local midnight, 0 … 1 439.
    public var dayStartMinutes: Int { rules.dayStartMinutes }
    /// The day of the month on which a business month begins, 1 … 28.
    public var monthStart: Int { rules.monthStart }
    /// The first month of the last era; nil: it has been the only one.
    public var lastChange: Period? { opening?.period }

    /// This calendar up to the end of the period before `from`, then `next` (its last era). Eras
    /// of this calendar that would begin at `from` or later never begin.
    public func changing(to next: BusinessCalendar, from: Period) -> BusinessCalendar {
        let kept = eras.filter { $0.opening.map { $0.period < from } ?? true }
        guard let last = kept.last else { return next }
        let before = BusinessCalendar(
            rules: last.rules, opening: last.opening, former: Array(kept.dropLast()))
        let instant = before.start(of: from)
        let day = before.firstDay(of: from)
        let opening = Opening(
            instant: instant, day: day, period: from,
            secondDay: max(next.rules.day(of: instant), day).advanced(by: 1))
        return BusinessCalendar(rules: next.rules, opening: opening, former: kept)
    }

    /// The business day that holds `instant`: the latest one that has begun.
    public func day(of instant: Timestamp) -> CivilDate {
        let era = era { $0.instant <= instant }
        let day = era.rules.day(of: instant)
        guard let opening = era.opening else { return day }
        return day < opening.secondDay ? opening.day : day
    }

    /// The first instant of a business day. Days that never are (the zone skips them) begin with
    /// the next one that is.
    public func start(of day: CivilDate) -> Timestamp {
        let era = era { $0.day <= day }
        guard let opening = era.opening else { return era.rules.start(of: day) }
        if day == opening.day { return opening.instant }
        return era.rules.start(of: max(day, opening.secondDay))
    }

    /// The first instant after a business day.
    public func end(of day: CivilDate) -> Timestamp { start(of: day.advanced(by: 1)) }

    /// The month whose books a business day belongs to. Months reach from 0001-01 to 9999-12: the
    /// days that a zone's offset puts before or behind belong to the first and the last.
    public func period(of day: CivilDate) -> Period {
        let era = era { $0.day <= day }
        let period = era.rules.period(of: day)
        return era.opening.map { max(period, $0.period) } ?? period
    }

    public func period(of instant: Timestamp) -> Period { period(of: day(of: instant)) }

    /// The first business day of a month; beyond 9999-12 the first day that belongs to no month,
    /// up to 0001-01 the first day that has a date.
    public func firstDay(of period: Period) -> CivilDate {
        let era = era { $0.period <= period }
        guard let opening = era.opening, opening.period == period else {
            return era.rules.firstDay(of: period)
        }
        return opening.day
    }

    /// The first instant of a month.
    public func start(of period: Period) -> Timestamp { start(of: firstDay(of: period)) }

    /// The first instant after a month.
    public func end(of period: Period) -> Timestamp { start(of: period.next) }

    /// How far local time is ahead of UTC at `instant`, in seconds.
    public func offsetSeconds(at instant: Timestamp) -> Int32 {
        era { $0.instant <= instant }.rules.offset(at: instant)
    }

    private var eras: [Era] { former + [Era(rules: rules, opening: opening)] }

    /// The last era that has begun.
    private func era(begun: (Opening) -> Bool) -> Era {
        let last = Era(rules: rules, opening: opening)
        if opening.map(begun) ?? true { return last }
        return former.last { $0.opening.map(begun) ?? true } ?? last
    }
}
