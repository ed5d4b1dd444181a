import MeritCore
import Testing

/// RFC 3339 in and out.
struct TimestampTests {
    @Test(arguments: [
        ("2026-11-21T10:00:00+08:00", "2026-11-21T02:00:00.000Z"),
        ("2026-11-21t02:00:00z", "2026-11-21T02:00:00.000Z"),
        ("2026-11-21T02:00:00.1Z", "2026-11-21T02:00:00.100Z"),
        ("2026-11-21T02:00:00.123999Z", "2026-11-21T02:00:00.123Z"),
        ("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
        ("2024-02-29T00:00:00-00:30", "2024-02-29T00:30:00.000Z"),
        ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
        ("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    ])
    func `is read with its offset and written in UTC`(text: String, utc: String) throws {
        #expect(try #require(Timestamp(rfc3339: text)).rfc3339 == utc)
    }

    @Test(arguments: [
        "", "2026-11-21", "2026-11-21T10:00:00", "2026-11-21 10:00:00Z", "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z", "2026-11-21T24:00:00Z", "2026-11-21T10:60:00Z",
        "2026-06-30T23:59:60Z", "2026-11-21T10:00:00.Z", "2026-11-21T10:00:00+0800",
        "2026-11-21T10:00:00+24:00", "2026-11-21T10:00:00Zx", "+026-11-21T10:00:00Z",
        "２026-11-21T10:00:00Z", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01",
    ])
    func `what is no instant is refused`(text: String) {
        #expect(Timestamp(rfc3339: text) == nil)
    }

    @Test func `days count as the calendar does`() throws {
        var day = try #require(CivilDate("1999-12-31"))
        var previous = day.parts
        for _ in 0..<150_000 {
            day = day.advanced(by: 1)
            let parts = day.parts
            let follows =
                parts.year == previous.year && parts.month == previous.month
                ? parts.day == previous.day + 1
                : parts.day == 1 && previous.day >= 28
            guard follows, CivilDate(day.description) == day else {
                Issue.record("\(previous) is followed by \(parts)")
                return
            }
            previous = parts
        }
        #expect(IssueDay(try #require(CivilDate("2026-11-21")))?.value == 2_516)
        #expect(IssueDay(try #require(CivilDate("2199-06-06")))?.value == .max)
        #expect(IssueDay(try #require(CivilDate("2019-12-31"))) == nil)
        #expect(IssueDay(try #require(CivilDate("2199-06-07"))) == nil)
    }
}
