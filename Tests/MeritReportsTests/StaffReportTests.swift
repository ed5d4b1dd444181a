import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import Testing

@testable import MeritJSON
@testable import MeritReports
@testable import MeritStore

/// The staff report on a real store, in every format.
struct StaffReportTests {
    private func report(
        _ first: String = "11-01", _ last: String = "12-31", by step: ReportStep? = nil
    ) throws -> StaffReport {
        try StaffReport.make(
            from: Retailer().store, days: Retailer.days(first, last), by: step)
    }

    private func text(_ report: StaffReport, _ format: ReportFormat) -> String {
        String(decoding: report.rendered(as: format), as: UTF8.self)
    }

    @Test func `CSV has a row per payee and currency and ends with the control totals`() throws {
        let lines = text(try report(), .csv).split(separator: "\r\n").map(String.init)
        #expect(
            lines == [
                "\u{feff}section,from,to,staff,name,department,currency,clicks_raw,clicks_human,"
                    + "visitors,contacts_added,first_messages,orders,credit,reversals,"
                    + "adjustments,net",
                "row,2026-11-01,2026-12-31,1001,张三,SH,CNY,2,1,1,0,0,1,20000,-5000,0,15000",
                "row,2026-11-01,2026-12-31,1002,\"'=HYPERLINK(\"\"x\"\")\",BJ,CNY,"
                    + "1,1,0,0,0,1,99,0,0,99",
                "row,2026-11-01,2026-12-31,1002,\"'=HYPERLINK(\"\"x\"\")\",BJ,USD,"
                    + "0,0,0,0,0,1,3001,0,0,3001",
                "row,2026-11-01,2026-12-31,1900,\"上海一店, 门店\",SH,CNY,0,0,0,0,0,1,1000,0,0,1000",
                "row,2026-11-01,2026-12-31,0,,,CNY,0,0,0,0,0,1,700,0,0,700",
                "control,2026-11-01,2026-12-31,,net_base,,CNY,,,,,,,,,,16799",
                "control,2026-11-01,2026-12-31,,credited,,CNY,,,,,,,,,,16099",
                "control,2026-11-01,2026-12-31,,unattributed,,CNY,,,,,,,,,,700",
                "control,2026-11-01,2026-12-31,,difference,,CNY,,,,,,,,,,0",
                "control,2026-11-01,2026-12-31,,net_base,,USD,,,,,,,,,,3001",
                "control,2026-11-01,2026-12-31,,credited,,USD,,,,,,,,,,3001",
                "control,2026-11-01,2026-12-31,,unattributed,,USD,,,,,,,,,,0",
                "control,2026-11-01,2026-12-31,,difference,,USD,,,,,,,,,,0",
            ])
    }

    @Test func `the table shows months in which a refund falls to the next one`() throws {
        let lines = text(try report(by: .month), .table).split(separator: "\n")
        let figures = lines.map { $0.split(separator: " ") }
        #expect(
            figures.filter { $0.contains("1001") }.map { $0.joined(separator: " ") } == [
                "2026-11-01 2026-11-30 1001 张三 SH CNY 2 1 1 0 0 1 20000 0 0 20000",
                "2026-12-01 2026-12-31 1001 张三 SH CNY 0 0 0 0 0 1 0 -5000 0 -5000",
            ])
        #expect(figures.contains(["CNY", "16799", "16099", "700", "0"]))
        #expect(figures.contains(["USD", "3001", "3001", "0", "0"]))
        #expect(lines.contains { $0.contains("(unattributed)") })
    }

    @Test func `all formats show the same numbers`() throws {
        let report = try report(by: .month)
        let csv = text(report, .csv).split(separator: "\r\n").filter { $0.hasPrefix("row,") }
        let json = try JSONValue(parsing: report.rendered(as: .json))
        guard case .object(let object) = json, case .array(let rows)? = object["rows"] else {
            Issue.record("the report is no object with rows")
            return
        }
        #expect(rows.count == csv.count)
        for (row, line) in zip(rows, csv) {
            guard case .object(let members) = row else { continue }
            let numbers = members.members.suffix(10).map(\.value.compact)
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).suffix(10)
            #expect(numbers.map { String(decoding: $0, as: UTF8.self) } == cells.map(String.init))
        }
    }

    @Test func `JSON is what its schema says, whose difference is 0`() throws {
        let schema = try SchemaChecker.named("staff-report")
        #expect(schema.unknownWords() == [])
        let bytes = try report(by: .week).rendered(as: .json)
        #expect(schema.accepts(try JSONValue(parsing: bytes)))
        let changed = String(decoding: bytes, as: UTF8.self)
            .replacing("\"difference\": 0", with: "\"difference\": 1")
        #expect(!schema.accepts(try JSONValue(parsing: Array(changed.utf8))))
    }

    @Test(arguments: ReportStep.allCases)
    func `steps sum to the whole`(step: ReportStep) throws {
        let whole = try report()
        let parts = try report(by: step)
        #expect(whole.totals == parts.totals)
        for row in whole.rows {
            let own = parts.rows.filter {
                $0.staff == row.staff && $0.department == row.department
                    && $0.currency == row.currency
            }
            #expect(own.map(\.money.net).reduce(.zero, +) == row.money.net)
            #expect(own.map(\.money.reversals).reduce(.zero, +) == row.money.reversals)
            #expect(own.map(\.traffic.clicksRaw).reduce(0, +) == row.traffic.clicksRaw)
        }
    }

    @Test func `both ends of the days are included`() throws {
        #expect(try report("11-21", "11-21").totals.map(\.netBase.value) == [20_000, 3_001])
        #expect(try report("12-02", "12-02").totals.map(\.netBase.value) == [-5_000])
        #expect(try report("11-25", "12-01").totals.isEmpty)
        #expect(try report("11-25", "12-01").rows.isEmpty)
        #expect(try report("11-20", "11-20").rows.map(\.staff.value) == [1_001, 1_002])
    }

    @Test func `days without money name no currency`() throws {
        #expect(try report("11-20", "11-20").rows.map(\.currency) == [nil, nil])
    }

    @Test func `more steps than a report holds are refused`() throws {
        let store = try Retailer().store
        let first = try Retailer.day("2026-01-01")
        let days = DayRange(first: first, last: first.advanced(by: 500))
        #expect(throws: ReportFault.tooManySteps(max: 400)) {
            try StaffReport.make(from: store, days: days, by: .day)
        }
    }

    @Test(arguments: [nil, ReportStep.day])
    func `sums beyond 64 bits are summed`(step: ReportStep?) throws {
        var retailer = try Retailer()
        let lines = (1...1_000).map { ("\($0)", MinorAmount.statedMax.value) }
        for day in [26, 27] {
            let event = try Retailer.event(
                "big\(day)", of: "B\(day)", at: "11-\(day) 10:00", lines: lines)
            try retailer.settle(event)
        }
        let whole = Int128(2_000) << 53
        #expect(whole > Int128(Int64.max))
        let days = try Retailer.days("11-26", "11-27")
        for kind in ReportKind.allCases where kind != .period {
            let request = ReportRequest(
                kind, days: days, by: kind.steps == .taken ? step : nil,
                now: try Retailer.time("11-28 10:00"))
            let report = try request.answer(from: retailer.store)
            #expect(report.checks.allSatisfy { $0.difference == .zero }, "\(kind)")
            let json = String(decoding: report.rendered(as: .json), as: UTF8.self)
            #expect(json.contains("\"net_base\": \(whole)"), "\(kind)")
        }
        let staff = try StaffReport.make(from: retailer.store, days: days, by: step)
        #expect(staff.totals.map(\.netBase.value) == [whole])
        #expect(staff.rows.map(\.orders).reduce(0, +) == 2)
    }

    @Test func `a figure that is missing shows as a difference`() throws {
        let days = try Retailer.days("11-01", "11-30")
        let row = MoneyRow(
            staff: StaffNumber(unchecked: 7), department: nil, currency: .renminbi, kind: .credit,
            amount: AmountSum(70))
        let figures = ReportFigures(
            ranges: [
                RangeFigures(
                    range: days, traffic: [], money: [row], orderCounts: [],
                    departmentOrderCounts: [],
                    totals: [EntryTotal(currency: .renminbi, amount: AmountSum(100))])
            ],
            head: .empty, applied: .zero)
        let report = StaffReport(days: days, by: nil, figures: figures, directory: Directory())
        #expect(report.totals.map(\.difference.value) == [30])
    }

    @Test func `every kind of entry has its column`() throws {
        let days = try Retailer.days("11-01", "11-30")
        let money = EntryKind.allCases.enumerated().map { place, kind in
            MoneyRow(
                staff: StaffNumber(unchecked: 7), department: nil, currency: .renminbi,
                kind: kind, amount: AmountSum([1, -10, 100, 1_000, 10_000][place]))
        }
        let figures = ReportFigures(
            ranges: [
                RangeFigures(
                    range: days, traffic: [], money: money, orderCounts: [],
                    departmentOrderCounts: [],
                    totals: [EntryTotal(currency: .renminbi, amount: AmountSum(11_091))])
            ],
            head: .empty, applied: .zero)
        let report = StaffReport(days: days, by: nil, figures: figures, directory: Directory())
        let sums = try #require(report.rows.first?.money)
        #expect(sums.credit.value == 1_101)
        #expect(sums.reversals.value == -10)
        #expect(sums.adjustments.value == 10_000)
        #expect(sums.net.value == 11_091)
        #expect(report.totals.map(\.difference) == [.zero])
    }
}
