import MeritCore
import Testing

/// Business days and months from a list of offsets.
struct CalendarTests {
    static let shanghai = BusinessCalendar(
        zone: "Asia/Shanghai", offsets: [.init(instant: .distantPast, seconds: 28_800)],
        dayStartMinutes: 0, monthStart: 1)

    private func instant(_ text: String) throws -> Timestamp {
        try #require(Timestamp(rfc3339: text))
    }

    @Test(arguments: [
        ("2026-10-31T15:59:59.999Z", "2026-10-31", "2026-10"),
        ("2026-10-31T16:00:00.000Z", "2026-11-01", "2026-11"),
        ("2026-11-21T02:00:00.000Z", "2026-11-21", "2026-11"),
        ("2024-02-28T16:00:00.000Z", "2024-02-29", "2024-02"),
    ])
    func `a day begins at local midnight`(at: String, day: String, period: String) throws {
        let calendar = try #require(Self.shanghai)
        #expect(try calendar.day(of: instant(at)).description == day)
        #expect(try calendar.period(of: instant(at)).description == period)
    }

    @Test(arguments: [
        ("2026-11-20T19:59:59.999Z", "2026-11-20", "2026-11"),
        ("2026-11-20T20:00:00.000Z", "2026-11-21", "2026-11"),
        ("2026-11-25T19:59:59.999Z", "2026-11-25", "2026-11"),
        ("2026-11-25T20:00:00.000Z", "2026-11-26", "2026-12"),
        ("2026-12-31T20:00:00.000Z", "2027-01-01", "2027-01"),
    ])
    func `days from 04:00 and months from the 26th`(
        at: String, day: String, period: String
    ) throws {
        let calendar = try #require(
            BusinessCalendar(
                zone: "Asia/Shanghai", offsets: [.init(instant: .distantPast, seconds: 28_800)],
                dayStartMinutes: 240, monthStart: 26))
        #expect(try calendar.day(of: instant(at)).description == day)
        #expect(try calendar.period(of: instant(at)).description == period)
    }

    @Test func `days tile time across clock changes, also where midnight is skipped or twice`()
        throws
    {
        // Midnight is skipped on day one of summer time and happens twice at its end.
        let summer = try instant("2026-03-29T00:00:00Z")
        let winter = try instant("2026-10-25T00:00:00Z")
        let calendar = try #require(
            BusinessCalendar(
                zone: "made up",
                offsets: [
                    .init(instant: .distantPast, seconds: 0),
                    .init(instant: summer, seconds: 3_600),
                    .init(instant: winter, seconds: 0),
                ], dayStartMinutes: 0, monthStart: 1))
        var day = try #require(CivilDate("2026-03-01"))
        let last = try #require(CivilDate("2026-11-30"))
        while day < last {
            let start = calendar.start(of: day)
            let end = calendar.end(of: day)
            #expect(start < end)
            #expect(calendar.day(of: start) == day)
            #expect(calendar.day(of: end.advanced(by: Milliseconds(-1))) == day)
            day = day.advanced(by: 1)
        }
    }

    @Test func `months tile time`() throws {
        for monthStart in [1, 2, 15, 28] {
            let calendar = try #require(
                BusinessCalendar(
                    zone: "Asia/Shanghai",
                    offsets: [.init(instant: .distantPast, seconds: 28_800)],
                    dayStartMinutes: 0, monthStart: monthStart))
            var period = try #require(Period("2023-11"))
            for _ in 0..<30 {
                #expect(calendar.period(of: calendar.start(of: period)) == period)
                let last = calendar.end(of: period).advanced(by: Milliseconds(-1))
                #expect(calendar.period(of: last) == period)
                // Named after the day it ends in.
                #expect(calendar.day(of: last).description.hasPrefix(period.description))
                period = period.next
            }
        }
    }

    @Test(arguments: [-64_800, 0, 64_800] as [Int32], [(0, 1), (1_439, 1), (0, 28), (1_439, 15)])
    func `the ends of the calendar lie in months that exist`(
        seconds: Int32, start: (minutes: Int, month: Int)
    ) throws {
        let calendar = try #require(
            BusinessCalendar(
                zone: "x", offsets: [.init(instant: .distantPast, seconds: seconds)],
                dayStartMinutes: start.minutes, monthStart: start.month))
        for instant in [Timestamp.distantPast, .distantFuture] {
            let day = calendar.day(of: instant)
            #expect(calendar.start(of: day) <= instant)
            #expect(calendar.end(of: day) > instant)
            let period = calendar.period(of: instant)
            #expect((Period.first...Period.last).contains(period))
            #expect(calendar.firstDay(of: period) <= day)
            #expect(calendar.firstDay(of: period.next) > day)
            var writer = ByteWriter()
            writer.write(period)
            var reader = ByteReader(writer.bytes)
            #expect(try reader.period() == period)
        }
    }

    @Test func `what is no calendar is refused`() {
        let offset = BusinessCalendar.Offset(instant: .distantPast, seconds: 0)
        #expect(
            BusinessCalendar(zone: "x", offsets: [], dayStartMinutes: 0, monthStart: 1) == nil)
        for (start, month) in [(-1, 1), (1_440, 1), (0, 0), (0, 29)] {
            #expect(
                BusinessCalendar(
                    zone: "x", offsets: [offset], dayStartMinutes: start, monthStart: month)
                    == nil)
        }
        #expect(
            BusinessCalendar(
                zone: "x", offsets: [offset, offset], dayStartMinutes: 0, monthStart: 1) == nil)
    }
}
