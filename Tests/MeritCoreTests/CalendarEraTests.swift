import MeritCore
import SeededRandom
import Testing

/// A calendar that changes for periods to come.
struct CalendarEraTests {
    /// `zone offset in hours, day start, month start`.
    private static func calendar(_ text: String) throws -> BusinessCalendar {
        let words = text.split(separator: " ")
        let clock = words[1].split(separator: ":").compactMap { Int($0) }
        let hours = try #require(Int32(words[0]))
        let month = try #require(Int(words[2]))
        return try #require(
            BusinessCalendar(
                zone: String(words[0]),
                offsets: [.init(instant: .distantPast, seconds: hours * 3_600)],
                dayStartMinutes: clock[0] * 60 + clock[1], monthStart: month))
    }

    private static func instant(_ text: String) throws -> Timestamp {
        try #require(Timestamp(rfc3339: text))
    }

    /// What the days and months around a change from 2027-03 on are: the first new day with its
    /// first instant and the day after it with its; the first new month with its first and last
    /// day, and the length of the month before.
    private struct Change: CustomTestStringConvertible {
        let told: String
        let from: String
        let to: String
        let day: (String, String)
        let next: (String, String)
        let month: (String, String)
        var testDescription: String { told }
    }

    private static let changes = [
        Change(
            told: "the day starts at 04:00 instead of midnight: one day of 28 hours",
            from: "+8 00:00 1", to: "+8 04:00 1", day: ("2027-03-01", "2027-03-01T00:00+08:00"),
            next: ("2027-03-02", "2027-03-02T04:00+08:00"), month: ("2027-03-01", "2027-03-31")),
        Change(
            told: "the day starts at midnight instead of 04:00: one day of 20 hours",
            from: "+8 04:00 1", to: "+8 00:00 1", day: ("2027-03-01", "2027-03-01T04:00+08:00"),
            next: ("2027-03-02", "2027-03-02T00:00+08:00"), month: ("2027-03-01", "2027-03-31")),
        Change(
            told: "months from the 26th instead of the first: a short month",
            from: "+8 00:00 1", to: "+8 00:00 26", day: ("2027-03-01", "2027-03-01T00:00+08:00"),
            next: ("2027-03-02", "2027-03-02T00:00+08:00"), month: ("2027-03-01", "2027-03-25")),
        Change(
            told: "months from the first instead of the 26th: a long month",
            from: "+8 00:00 26", to: "+8 00:00 1", day: ("2027-02-26", "2027-02-26T00:00+08:00"),
            next: ("2027-02-27", "2027-02-27T00:00+08:00"), month: ("2027-02-26", "2027-03-31")),
        Change(
            told: "months from the 2nd instead of the first: a month of one day",
            from: "+8 00:00 1", to: "+8 00:00 2", day: ("2027-03-01", "2027-03-01T00:00+08:00"),
            next: ("2027-03-02", "2027-03-02T00:00+08:00"), month: ("2027-03-01", "2027-03-01")),
        Change(
            told: "a zone 16 hours behind: one day of 40 hours",
            from: "+8 00:00 1", to: "-8 00:00 1", day: ("2027-03-01", "2027-03-01T00:00+08:00"),
            next: ("2027-03-02", "2027-03-02T00:00-08:00"), month: ("2027-03-01", "2027-03-31")),
        Change(
            told: "a zone 16 hours ahead: one day of 8 hours",
            from: "-8 00:00 1", to: "+8 00:00 1", day: ("2027-03-01", "2027-03-01T00:00-08:00"),
            next: ("2027-03-02", "2027-03-02T00:00+08:00"), month: ("2027-03-01", "2027-03-31")),
        Change(
            told: "a zone 28 hours ahead: a day that never is",
            from: "-14 00:00 1", to: "+14 00:00 1", day: ("2027-03-01", "2027-03-01T00:00-14:00"),
            next: ("2027-03-03", "2027-03-03T00:00+14:00"), month: ("2027-03-01", "2027-03-31")),
    ]

    @Test("where the calendar changes, day and month follow on without a gap", arguments: changes)
    private func change(_ change: Change) throws {
        let march = try #require(Period("2027-03"))
        let old = try Self.calendar(change.from)
        let new = try Self.calendar(change.to)
        let calendar = old.changing(to: new, from: march)
        let start = try Self.instant(change.day.1.replacingSeconds)
        let second = try Self.instant(change.next.1.replacingSeconds)
        #expect(calendar.start(of: march) == start)
        #expect(calendar.day(of: start).description == change.day.0)
        #expect(calendar.start(of: calendar.day(of: start)) == start)
        #expect(calendar.day(of: second.justBefore).description == change.day.0)
        #expect(calendar.day(of: second).description == change.next.0)
        #expect(calendar.end(of: calendar.day(of: start)) == second)
        #expect(calendar.firstDay(of: march).description == change.month.0)
        #expect(calendar.firstDay(of: march.next).advanced(by: -1).description == change.month.1)
        #expect(calendar.period(of: start.justBefore) == march.previous)
        #expect(calendar.period(of: start) == march)
        // Before, nothing has changed; long after, the new calendar holds.
        for days: Int64 in [1, 20, 400] {
            let early = start.advanced(by: .days(-days))
            #expect(calendar.day(of: early) == old.day(of: early))
            #expect(calendar.period(of: early) == old.period(of: early))
            let late = start.advanced(by: .days(days + 40))
            #expect(calendar.day(of: late) == new.day(of: late))
            #expect(calendar.period(of: late) == new.period(of: late))
        }
    }

    @Test func `a change that an earlier one overtakes never comes`() throws {
        let first = try Self.calendar("+8 00:00 1")
        let planned = try Self.calendar("+8 04:00 1")
        let sooner = try Self.calendar("+8 06:00 1")
        let may = try #require(Period("2027-05"))
        let march = try #require(Period("2027-03"))
        let calendar = first.changing(to: planned, from: may).changing(to: sooner, from: march)
        #expect(calendar == first.changing(to: sooner, from: march))
        #expect(
            first.changing(to: planned, from: may).changing(to: sooner, from: may)
                == first.changing(to: sooner, from: may))
        let both = first.changing(to: sooner, from: march).changing(to: planned, from: may)
        #expect(try both.start(of: may) == Self.instant("2027-05-01T06:00:00+08:00"))
        #expect(both.dayStartMinutes == 240 && both.zone == "+8")
    }

    @Test func `local time is that of the era`() throws {
        let march = try #require(Period("2027-03"))
        let calendar = try Self.calendar("+8 00:00 1")
            .changing(to: Self.calendar("-5 00:00 1"), from: march)
        let start = calendar.start(of: march)
        #expect(calendar.offsetSeconds(at: start.justBefore) == 28_800)
        #expect(calendar.offsetSeconds(at: start) == -18_000)
    }

    @Test func `a calendar that comes back as it was is a calendar of three eras`() throws {
        let usual = try Self.calendar("+8 00:00 1")
        let march = try #require(Period("2027-03"))
        let calendar = try usual.changing(to: Self.calendar("+8 04:00 26"), from: march)
            .changing(to: usual, from: march.next)
        // From the 26th of March at 04:00 to the end of April.
        #expect(calendar.firstDay(of: march.next).description == "2027-03-26")
        #expect(try calendar.start(of: march.next) == Self.instant("2027-03-26T04:00:00+08:00"))
        #expect(try calendar.end(of: march.next) == Self.instant("2027-05-01T00:00:00+08:00"))
    }

    // MARK: Every calendar

    @Test func `days and periods partition time in every calendar`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("calendar era seed \(seed)")
        var random = SplitMix(seed: seed)
        for _ in 0..<300 {
            let (calendar, changes) = try Self.randomCalendar(&random)
            var instants = changes.flatMap { period in
                let start = calendar.start(of: period)
                return [start.justBefore, start, start.advanced(by: Milliseconds(1))]
            }
            for _ in 0..<100 { instants.append(Self.randomInstant(&random)) }
            for instant in instants { check(calendar, at: instant, seed) }
            checkDays(calendar, seed)
            checkPeriods(calendar, seed)
        }
    }

    private func check(_ calendar: BusinessCalendar, at instant: Timestamp, _ seed: UInt64) {
        let day = calendar.day(of: instant)
        #expect(calendar.start(of: day) <= instant, "\(seed)")
        #expect(calendar.end(of: day) > instant, "\(seed)")
        let period = calendar.period(of: instant)
        #expect(calendar.period(of: day) == period, "\(seed)")
        #expect(calendar.start(of: period) <= instant, "\(seed)")
        #expect(calendar.end(of: period) > instant, "\(seed)")
        #expect(calendar.firstDay(of: period) <= day, "\(seed)")
        #expect(calendar.firstDay(of: period.next) > day, "\(seed)")
    }

    private func checkDays(_ calendar: BusinessCalendar, _ seed: UInt64) {
        var day = CivilDate(daysSince1970: 20_454)
        for _ in 0..<1_200 {
            let start = calendar.start(of: day)
            let end = calendar.end(of: day)
            #expect(start <= end, "\(seed)")
            // A day that the zone skips has no instant; any other holds all its instants.
            if start < end {
                #expect(calendar.day(of: start) == day, "\(seed)")
                #expect(calendar.day(of: end.justBefore) == day, "\(seed)")
            }
            #expect(calendar.period(of: day) <= calendar.period(of: day.advanced(by: 1)))
            day = day.advanced(by: 1)
        }
    }

    private func checkPeriods(_ calendar: BusinessCalendar, _ seed: UInt64) {
        var period = Period(index: 2026 * 12)
        for _ in 0..<40 {
            let start = calendar.start(of: period)
            #expect(start < calendar.end(of: period), "\(seed)")
            #expect(calendar.period(of: start) == period, "\(seed)")
            #expect(calendar.period(of: start.justBefore) == period.previous, "\(seed)")
            #expect(calendar.period(of: calendar.firstDay(of: period)) == period, "\(seed)")
            period = period.next
        }
    }

    /// Up to four eras within three years, told in any order, and the periods that were named.
    private static func randomCalendar(
        _ random: inout SplitMix
    ) throws -> (BusinessCalendar, [Period]) {
        var calendar = try randomRules(&random)
        var periods: [Period] = []
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let period = Period(index: 2026 * 12 + Int.random(in: 1..<30, using: &random))
            calendar = try calendar.changing(to: randomRules(&random), from: period)
            periods.append(period)
        }
        return (calendar, periods)
    }

    private static func randomRules(_ random: inout SplitMix) throws -> BusinessCalendar {
        let instants = Set((0..<3).map { _ in randomInstant(&random) }).sorted()
        let offsets = instants.prefix(Int.random(in: 1...3, using: &random)).map { instant in
            BusinessCalendar.Offset(
                instant: instant,
                seconds: Int32.random(in: -64_800...64_800, using: &random) / 900 * 900)
        }
        return try #require(
            BusinessCalendar(
                zone: "made up", offsets: offsets,
                dayStartMinutes: Int.random(in: 0..<1_440, using: &random),
                monthStart: Int.random(in: 1...28, using: &random)))
    }

    /// In 2026 … 2028.
    private static func randomInstant(_ random: inout SplitMix) -> Timestamp {
        Timestamp(milliseconds: .random(in: 1_767_225_600_000..<1_861_920_000_000, using: &random))
    }
}

extension Timestamp {
    fileprivate var justBefore: Timestamp { advanced(by: Milliseconds(-1)) }
}

extension String {
    /// `2027-03-01T00:00+08:00` with its seconds.
    fileprivate var replacingSeconds: String { "\(prefix(16)):00\(dropFirst(16))" }
}
