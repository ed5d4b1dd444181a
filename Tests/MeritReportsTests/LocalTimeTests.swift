import MeritCore
import Testing

@testable import MeritReports

struct LocalTimeTests {
    @Test(
        "an instant is shown by the offset that holds then",
        arguments: [
            ("2026-11-21T02:00:00Z", "2026-11-21 10:00:00 +08:00"),
            ("2026-11-21T02:00:00.005Z", "2026-11-21 10:00:00.005 +08:00"),
            ("2026-11-30T23:59:59.999Z", "2026-12-01 07:59:59.999 +08:00"),
            ("2027-01-01T00:00:00Z", "2026-12-31 20:30:00 -03:30"),
            ("1990-01-01T00:00:00Z", "1990-01-01 08:00:00 +08:00"),
        ])
    func shown(instant: String, local: String) throws {
        let moved = try #require(Timestamp(rfc3339: "2027-01-01T00:00:00Z"))
        let begun = try #require(Timestamp(rfc3339: "2000-01-01T00:00:00Z"))
        let calendar = try #require(
            BusinessCalendar(
                zone: "Nowhere/Moving",
                offsets: [
                    .init(instant: begun, seconds: 28_800), .init(instant: moved, seconds: -12_600),
                ],
                dayStartMinutes: 0, monthStart: 1))
        #expect(calendar.localText(try #require(Timestamp(rfc3339: instant))) == local)
    }
}
