import MeritAttribution
import MeritCore
import Testing

@testable import MeritCommands

/// The calendar changes for periods to come. It is 21 November 2026.
@Suite struct CalendarChangeTests {
    private static let november = Period(index: 2026 * 12 + 10)

    private static func set(
        _ dayStartMinutes: Int, _ monthStart: Int, from: Period?
    ) -> FactPayload {
        let offsets = [BusinessCalendar.Offset(instant: .distantPast, seconds: 0)]
        let calendar = BusinessCalendar(
            zone: "UTC", offsets: offsets, dayStartMinutes: dayStartMinutes,
            monthStart: monthStart)
        return .calendarSet(CalendarSet(calendar: calendar ?? .utc, from: from, actor: .system))
    }

    private static func withCalendar() -> Ask {
        var ask = Ask()
        ask(set(0, 1, from: nil))
        return ask
    }

    @Test func `a new calendar holds from a period that has not begun`() {
        var ask = Self.withCalendar()
        #expect(ask(Self.set(240, 26, from: nil))?.refusal?.code == .calendarFixed)
        #expect(ask(Self.set(240, 26, from: Self.november))?.refusal?.code == .calendarBegun)
        #expect(ask(Self.set(240, 26, from: Self.november.next))?.refusal == nil)
        let calendar = ask.directory.calendar
        #expect(calendar.start(of: Self.november.next).rfc3339 == "2026-12-01T00:00:00.000Z")
        #expect(calendar.end(of: Self.november.next).rfc3339 == "2026-12-26T04:00:00.000Z")
    }

    @Test func `the period has not begun up to its first instant`() {
        let start = BusinessCalendar.utc.start(of: Self.november.next)
        var ask = Self.withCalendar()
        let change = Self.set(240, 26, from: Self.november.next)
        #expect(ask(change, at: start)?.refusal?.code == .calendarBegun)
        #expect(ask(change, at: start.advanced(by: Milliseconds(-1)))?.refusal == nil)
    }

    @Test func `no entry lies in the period or behind it`() {
        var ask = Self.withCalendar()
        ask.books.entries = [Self.november.next.next, Self.november]
        for period in [Self.november.next, Self.november.next.next] {
            let refusal = ask(Self.set(240, 26, from: period))?.refusal
            #expect(refusal?.code == .calendarHasEntries)
            #expect(refusal?.message.contains("2027-01") == true)
        }
        #expect(ask(Self.set(240, 26, from: Self.november.next.next.next))?.refusal == nil)
    }

    @Test func `a closed period keeps its calendar even where clocks were set back`() {
        var ask = Self.withCalendar()
        ask.directory.apply(
            .closing(
                ClosingRow(
                    recorded: Sequence(5), recordedAt: Ask.days(60), period: Self.november.next,
                    proposal: Sequence(4), confirmer: PersonNumber(1))))
        #expect(ask(Self.set(240, 26, from: Self.november.next))?.refusal?.code == .calendarBegun)
    }

    @Test func `the first calendar holds always`() {
        var ask = Ask()
        #expect(ask(Self.set(240, 26, from: Self.november.next))?.refusal == nil)
        #expect(ask.directory.calendar.start(of: Self.november).rfc3339.hasPrefix("2026-10-26T04"))
    }

    @Test func `rows make the same calendar whenever they are read back`() {
        var ask = Self.withCalendar()
        var rows = [DirectoryChange.calendar(.utc, from: nil)]
        for (months, start) in [(5, 240), (2, 60), (3, 120)] {
            let period = Period(index: Self.november.index + months)
            rows += ask(Self.set(start, 26, from: period))?.changes ?? []
        }
        #expect(rows.count == 4)
        #expect(Directory(rows) == ask.directory)
    }
}
