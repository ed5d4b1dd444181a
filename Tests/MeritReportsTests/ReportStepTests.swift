import MeritCore
import MeritLedger
import Testing

@testable import MeritReports

struct ReportStepTests {
    private func calendar(monthStart: Int = 1) throws -> BusinessCalendar {
        try #require(
            BusinessCalendar(
                zone: "UTC", offsets: [.init(instant: .distantPast, seconds: 0)],
                dayStartMinutes: 0, monthStart: monthStart))
    }

    private func steps(
        _ step: ReportStep, _ first: String, _ last: String, monthStart: Int = 1
    ) throws -> [String]? {
        step.ranges(of: try Retailer.days(first, last), in: try calendar(monthStart: monthStart))?
            .map { "\($0.first) \($0.last)" }
    }

    @Test func `weeks begin on Monday and are cut to the days asked for`() throws {
        // 2026-11-23 is a Monday.
        #expect(
            try steps(.week, "11-21", "12-01") == [
                "2026-11-21 2026-11-22", "2026-11-23 2026-11-29", "2026-11-30 2026-12-01",
            ])
    }

    @Test func `months are business months`() throws {
        #expect(
            try steps(.month, "10-31", "12-01") == [
                "2026-10-31 2026-10-31", "2026-11-01 2026-11-30", "2026-12-01 2026-12-01",
            ])
        #expect(
            try steps(.month, "11-20", "12-27", monthStart: 26) == [
                "2026-11-20 2026-11-25", "2026-11-26 2026-12-25", "2026-12-26 2026-12-27",
            ])
    }

    @Test func `days are days, and there is an end to them`() throws {
        #expect(try steps(.day, "11-21", "11-21") == ["2026-11-21 2026-11-21"])
        let first = try Retailer.day("2026-01-01")
        let most = DayRange(first: first, last: first.advanced(by: ReportStep.countMax - 1))
        #expect(ReportStep.day.ranges(of: most, in: try calendar())?.count == ReportStep.countMax)
        let more = DayRange(first: first, last: first.advanced(by: ReportStep.countMax))
        #expect(ReportStep.day.ranges(of: more, in: try calendar()) == nil)
        #expect(ReportStep.week.ranges(of: more, in: try calendar())?.count == 58)
    }

    @Test func `weeks before 1970 begin on Monday too`() throws {
        let first = try Retailer.day("1969-12-28")
        let days = DayRange(first: first, last: first.advanced(by: 8))
        let ranges = ReportStep.week.ranges(of: days, in: try calendar())
        #expect(ranges?.map(\.first.description) == ["1969-12-28", "1969-12-29", "1970-01-05"])
    }
}
