import MeritCore
import MeritCrypto
import MeritJSON
import Testing

@testable import MeritLedger

/// The files of a closed month: what stands in them, that they tie out, and that the same entries
/// always make the same bytes.
struct SealedMonthTests {
    /// The files and what is said of them.
    struct Rendered {
        var bytes: [SealedFile: [UInt8]] = [:]
        var summary: SealedSummary

        init(_ period: Period, _ pages: [[LedgerEntry]]) {
            var month = SealedMonth(of: period)
            var bytes: [SealedFile: [UInt8]] = [:]
            for page in pages { month.take(page) { bytes[$0, default: []] += $1 } }
            summary = month.finish { bytes[$0, default: []] += $1 }
            self.bytes = bytes
        }

        func text(_ file: SealedFile) -> String {
            String(decoding: bytes[file] ?? [], as: UTF8.self)
        }
    }

    static let november = Period(index: 2026 * 12 + 10)

    static func draft(
        _ order: String, _ staff: UInt32, _ department: String?, _ amount: Int64,
        _ kind: EntryKind, currency: Currency = .renminbi, shop: String = "mall"
    ) -> EntryDraft {
        EntryDraft(
            order: OrderKey(
                shop: ShopName(unchecked: shop), order: OrderID(unchecked: order)),
            line: LineID(unchecked: "1"), staff: StaffNumber(unchecked: staff),
            department: department.map { DepartmentCode(unchecked: $0) }, store: nil, rule: nil,
            amount: MinorAmount(amount), currency: currency, kind: kind,
            policy: PolicyID(unchecked: "default-v1"), decision: Sequence(9), cause: Sequence(8),
            period: november, at: Timestamp(milliseconds: 1_795_000_000_000))
    }

    static func chained(_ drafts: [EntryDraft]) -> [LedgerEntry] {
        var head = LedgerHead.empty
        return drafts.map { head.append($0) }
    }

    private static let entries = chained([
        draft("B2", 1_002, "hats", 500, .credit), draft("A1", 1_001, "shoes", 1_000, .credit),
        draft("A1", 0, nil, 200, .credit), draft("A1", 1_001, "shoes", -300, .reversal),
        draft("A1", 1_001, "shoes", 50, .edit), draft("A1", 1_001, "shoes", -250, .adjustment),
        draft("A1", 1_001, "hats", 250, .adjustment), draft("B2", 1_002, nil, -20, .rejudge),
        draft("=9", 1_001, "shoes", 70, .credit, currency: Currency(unchecked: "USD")),
    ])

    @Test func `money is by payee and department, and ends in the control totals`() {
        let month = Rendered(Self.november, [Self.entries])
        #expect(
            month.text(.staff)
                == Self.csv(
                    """
                    section,total,staff,department,currency,credit,reversals,adjustments,net
                    row,,1001,hats,CNY,0,0,250,250
                    row,,1001,shoes,CNY,1050,-300,-250,500
                    row,,1001,shoes,USD,70,0,0,70
                    row,,1002,,CNY,-20,0,0,-20
                    row,,1002,hats,CNY,500,0,0,500
                    row,,0,,CNY,200,0,0,200
                    control,net_base,,,CNY,,,,1430
                    control,credited,,,CNY,,,,1230
                    control,unattributed,,,CNY,,,,200
                    control,difference,,,CNY,,,,0
                    control,net_base,,,USD,,,,70
                    control,credited,,,USD,,,,70
                    control,unattributed,,,USD,,,,0
                    control,difference,,,USD,,,,0
                    """))
        #expect(month.summary.tiesOut)
    }

    @Test func `money is by department, unattributed money apart from people without one`() {
        let month = Rendered(Self.november, [Array(Self.entries.dropLast())])
        #expect(
            month.text(.department)
                == Self.csv(
                    """
                    section,total,department,currency,credit,reversals,adjustments,net
                    row,,,CNY,-20,0,0,-20
                    row,,hats,CNY,500,0,250,750
                    row,,shoes,CNY,1050,-300,-250,500
                    unattributed,,,CNY,200,0,0,200
                    control,net_base,,CNY,,,,1430
                    control,credited,,CNY,,,,1230
                    control,unattributed,,CNY,,,,200
                    control,difference,,CNY,,,,0
                    """))
    }

    @Test func `money is by order, and no order id is a formula`() {
        let month = Rendered(Self.november, [Self.entries])
        let rows = month.text(.orders).split(separator: "\r\n").prefix(4)
        #expect(
            Array(rows) == [
                "\u{feff}section,total,shop,order_id,currency,credit,reversals,adjustments,net",
                "row,,mall,'=9,USD,70,0,0,70", "row,,mall,A1,CNY,1250,-300,0,950",
                "row,,mall,B2,CNY,480,0,0,480",
            ])
    }

    @Test func `the totals are those of the published example`() throws {
        let month = Rendered(Self.november, [Array(Self.entries.dropLast())])
        let published = try LedgerChainTests.block("json", of: "seal.md")
        #expect(month.text(.totals) == published + "\n")
        #expect(published.contains("\"entries\": 8,") && published.contains("1430"))
    }

    @Test func `entries stand as the ledger exports them`() {
        let month = Rendered(Self.november, [Self.entries])
        #expect(month.bytes[.entriesJSONLines] == LedgerExport.jsonLines(Self.entries))
        #expect(
            month.bytes[.entriesCSV]
                == LedgerExport.csvHeader + LedgerExport.csvRows(Self.entries))
    }

    @Test func `a month without entries has its files too`() {
        let month = Rendered(Self.november, [])
        #expect(Set(month.bytes.keys) == Set(SealedFile.allCases))
        #expect(month.bytes[.entriesJSONLines] == [])
        #expect(month.bytes[.entriesCSV] == LedgerExport.csvHeader)
        #expect(month.summary.totals.isEmpty && month.summary.tiesOut)
        #expect(month.text(.totals).contains("\"first_entry\": null"))
    }

    @Test func `pages of any size make the same bytes, known by length and digest`() {
        var random = SeededGenerator()
        let drafts = (0..<3_000).map { number in
            Self.draft(
                "A\(number % 700)", UInt32.random(in: 0...9, using: &random),
                ["hats", "shoes", nil].randomElement(using: &random) ?? nil,
                .random(in: 1...20_000, using: &random),
                EntryKind.allCases.randomElement(using: &random) ?? .credit,
                shop: ["mall", "till"].randomElement(using: &random) ?? "mall")
        }
        let entries = Self.chained(drafts)
        let whole = Rendered(Self.november, [entries])
        for size in [1, 7, 4_096] {
            let pages = stride(from: 0, to: entries.count, by: size).map { start in
                Array(entries[start..<min(start + size, entries.count)])
            }
            let paged = Rendered(Self.november, pages)
            #expect(paged.bytes == whole.bytes, "\(random), pages of \(size)")
            #expect(paged.summary == whole.summary, "\(random), pages of \(size)")
        }
        for file in SealedFile.allCases {
            let bytes = whole.bytes[file] ?? []
            let mark = SealedFileMark(bytes: UInt64(bytes.count), digest: SHA256.hash(bytes))
            #expect(whole.summary.files[file] == mark)
        }
        #expect(whole.summary.tiesOut, "\(random)")
        // The table of orders comes in several pieces: one mark at its start, a row per order.
        let orders = whole.text(.orders)
        #expect(orders.utf8.count > 1 << 15)
        #expect(orders.split(separator: "\u{feff}", omittingEmptySubsequences: false).count == 2)
        let rows = orders.split(separator: "\r\n").count { $0.hasPrefix("row,") }
        #expect(rows == Set(entries.map(\.order)).count)
    }

    @Test func `sums beyond 64 bits are exact`() {
        let most = MinorAmount.statedMax.value
        let entries = Self.chained((0..<1_025).map { Self.draft("A\($0)", 7, nil, most, .credit) })
        let month = Rendered(Self.november, [entries])
        #expect(month.summary.totals.map(\.netBase) == [Int128(most) * 1_025])
        #expect(month.text(.totals).contains("\"net_base\": 9232379236109516800,"))
        #expect(month.summary.tiesOut)
    }

    @Test func `every sum counts each entry once`() {
        let month = Rendered(Self.november, [Self.entries])
        for total in month.summary.totals {
            let own = Self.entries.filter { $0.currency == total.currency }
            let sum = own.reduce(Int128(0)) { $0 + Int128($1.amount.value) }
            #expect(total.netBase == sum && total.byOrder == sum && total.byDepartment == sum)
            #expect(total.credited + total.unattributed == sum)
            #expect(total.entries == UInt64(own.count))
        }
    }

    @Test func `figures that leave something out do not tie out`() {
        func totals(_ credited: Int128, _ departments: Int128, _ orders: Int128) -> SealedTotals {
            SealedTotals(
                currency: .renminbi, entries: 2, netBase: 10, credited: credited, unattributed: 4,
                byDepartment: departments, byOrder: orders)
        }
        #expect(totals(6, 10, 10).tieOut)
        #expect(!totals(5, 10, 10).tieOut && totals(5, 10, 10).difference == 1)
        #expect(!totals(6, 9, 10).tieOut)
        #expect(!totals(6, 10, 11).tieOut)
    }

    /// With the byte order mark and the ends of lines.
    private static func csv(_ rows: String) -> String {
        "\u{feff}" + rows.split(separator: "\n").map { $0 + "\r\n" }.joined()
    }
}
