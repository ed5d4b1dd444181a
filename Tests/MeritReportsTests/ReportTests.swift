import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritOrders
import Testing

@testable import MeritJSON
@testable import MeritReports
@testable import MeritStore

/// Every report on a real store, by its rows and by what it ties out to.
struct ReportTests {
    @Test func `departments have the sums of their people, and nobody the rest`() throws {
        let report = try ReportRequest(
            .department, days: Retailer.days("11-01", "12-31"), by: nil,
            now: Retailer.time("12-31 12:00")
        ).answer(from: Retailer().store)
        #expect(
            try report.rows([
                "unit", "department", "name", "currency", "clicks_raw", "clicks_human", "orders",
                "credit", "reversals", "net",
            ]) == [
                "department | BJ | 北京一店 | CNY | 1 | 1 | 1 | 99 | 0 | 99",
                "department | BJ | 北京一店 | USD | 0 | 0 | 1 | 3001 | 0 | 3001",
                "department | SH | 上海一店 | CNY | 2 | 1 | 2 | 21000 | -5000 | 16000",
                "unattributed | - | - | CNY | 0 | 0 | 1 | 700 | 0 | 700",
            ])
        #expect(
            report.checkLines == [
                "CNY net_base 16799 = credited 16099 + unattributed 700",
                "USD net_base 3001 = credited 3001 + unattributed 0",
            ])
    }

    @Test func `staff and department reports have the same sums in every step`() throws {
        let store = try Retailer().store
        let days = try Retailer.days("11-01", "12-31")
        for step in ReportStep.allCases {
            let staff = try StaffReport.make(from: store, days: days, by: step)
            let document = try ReportRequest(
                .department, days: days, by: step, now: .distantFuture
            ).answer(from: store)
            #expect(staff.totals.map(\.check) == document.checks)
        }
    }

    @Test func `unattributed orders tell their nearest miss`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: 1_003, at: "10-02 10:00", recorded: "10-02 10:00")
        try mall.order("A1", 700, by: 7, at: "11-22 10:00")
        try mall.order("A2", 500, by: 7, at: "11-22 11:00", store: "BJ-001")
        try mall.order("A3", 100, by: 1, at: "11-23 10:00")
        try mall.settle(at: "11-23 10:00")
        let report = try mall.report(.unattributed)
        #expect(
            try report.rows(["order_id", "store", "reason", "reject_reason", "amount"]) == [
                "A1 | - | no candidate | - | 700", "A2 | BJ-001 | no candidate | - | 500",
            ])
        #expect(
            report.checkLines == ["CNY net_base 1300 = credited 100 + unattributed 1200"])
    }

    @Test func `reversals on people who had left are listed, those on others are not`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: Mall.leaver, at: "11-05 10:00", recorded: "11-05 10:00")
        try mall.contact(of: 2, with: 1_003, at: "11-05 10:00", recorded: "11-05 10:00")
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.order("A2", 500, by: 2, at: "11-06 10:00")
        try mall.settle(at: "11-06 10:00")
        try mall.refund("A1", 300, at: "11-25 10:00")
        try mall.refund("A2", 200, at: "11-25 10:00")
        try mall.settle(at: "11-25 10:00")
        let report = try mall.report(.leaverReversals)
        #expect(
            try report.rows(["staff", "name", "left_at", "order_id", "amount"]) == [
                "1001 | 张三 | 2026-11-19T16:00:00.000Z | A1 | -300"
            ])
        #expect(
            report.checkLines == [
                "CNY net_base 1000 = credited 1000 + unattributed 0",
                "CNY reversals -500 = of_leavers -300 + of_others -200",
            ])
    }

    @Test func `bad records are listed with what became of them`() throws {
        var mall = try Mall()
        let first = try mall.tell(
            BadRecord(
                vaultID: 1, source: .orderWebhook, shop: Retailer.mall,
                event: EventID(unchecked: "w1"), code: "order_event_invalid", body: .zero),
            at: "11-05 10:00")
        try mall.tell(
            BadRecord(
                vaultID: 2, source: .touchImport, shop: nil, event: nil, code: "touch_invalid",
                body: .zero), at: "11-06 10:00")
        try mall.tell(
            BadRecordResolved(record: first, outcome: .discarded, actor: Mall.proposer),
            at: "11-07 10:00")
        try mall.settle(at: "11-07 10:00")
        let report = try mall.report(.badRecords)
        #expect(
            try report.rows(["source", "event_id", "code", "state", "resolved_by"]) == [
                "order_webhook | w1 | order_event_invalid | discarded | 1 王五",
                "touch_import | - | touch_invalid | open | -",
            ])
        #expect(
            report.checkLines == ["count received 2 = open 1 + replayed 0 + discarded 1"])
        #expect(try mall.report(.badRecords, "11-06", "11-06").sections[0].rows.count == 1)
    }

    @Test func `reconciliation finds refunds beyond the line and explains every fen`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: 1_003, at: "11-05 10:00", recorded: "11-05 10:00")
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.order("A2", 500, by: 1, at: "11-06 11:00", .created)
        try mall.order("A3", 70, by: 9, at: "11-06 12:00")
        try mall.refund("A1", 1_250, at: "11-07 10:00")
        try mall.settle(at: "11-07 10:00")
        let report = try mall.report(.reconciliation)
        #expect(
            try report.rows(["finding", "order_id", "line_id", "amount"]) == [
                "refund_exceeds_line | A1 | 1 | 250"
            ])
        #expect(
            report.checkLines == [
                "CNY net_base 70 = credited 0 + unattributed 70",
                "CNY gross 1570 = refunded 1000 + not_credited 0 + orders_net_base 570",
                "CNY orders_net_base 570 = posted 70 + to_post 0 + provisional 0 + unjudged 500",
            ])
    }

    @Test func `a month tells its close, its imports and what was posted late`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: 1_003, at: "10-05 10:00", recorded: "10-05 10:00")
        try mall.contact(of: 2, with: 1_003, at: "10-05 10:00", recorded: "10-06 10:00")
        try mall.order("A1", 1_000, by: 1, at: "10-06 10:00")
        try mall.settle(at: "10-06 11:00")
        try mall.close("2026-10", at: "11-02 10:00", waiving: "agreed")
        try mall.tell(
            Retailer.event("late", of: "A1", .refunded, at: "10-20 10:00", refund: 400),
            at: "11-03 10:00")
        try mall.order("A2", 50, by: 8, at: "11-03 11:00")
        try mall.settle(at: "11-03 12:00")
        let report = try mall.report(.period, "10-01", "12-31")
        #expect(
            try report.rows([
                "period", "state", "proposed_by", "waived_because", "closed_by", "currency",
                "entries", "late_entries", "credit", "reversals", "net", "unattributed",
            ]) == [
                "2026-10 | sealed | 1 王五 | agreed | 2 赵六 | CNY | 1 | 0 | 1000 | 0 | 1000 | 0",
                "2026-11 | open | - | - | - | CNY | 2 | 1 | 50 | -400 | -350 | 50",
                "2026-12 | open | - | - | - | - | 0 | 0 | 0 | 0 | 0 | 0",
            ])
        #expect(
            try report.rows(["period", "kind", "person", "facts"], of: "imports") == [
                "2026-10 | touches | 1 王五 | 2"
            ])
        #expect(
            try report.rows(
                ["period", "business_period", "order_id", "staff", "kind", "amount"],
                of: "late_entries") == [
                    "2026-11 | 2026-10 | A1 | 1003 | reversal | -400"
                ])
        #expect(
            report.checkLines == [
                "CNY net_base 650 = credited 600 + unattributed 50",
                "CNY sealed 1000 = posted_to_sealed 1000",
            ])
    }

    @Test func `money comes from provisional over booked and settled to closed`() throws {
        let policy = try Policy(
            document: Policy.defaultV1.document.replacing(
                #""booked_at":"order_paid""#, with: #""booked_at":"order_paid + 7d""#))
        var mall = try Mall(policy)
        try mall.contact(of: 1, with: 1_003, at: "10-05 10:00", recorded: "10-05 10:00")
        try mall.order("OLD", 1_000, by: 1, at: "10-06 10:00")
        try mall.settle(at: "10-06 11:00")
        try mall.close("2026-10", at: "11-02 10:00")
        try mall.order("SETTLED", 200, by: 1, at: "11-03 10:00")
        try mall.order("BOOKED", 30, by: 1, at: "11-20 10:00")
        try mall.order("WAITS", 4, by: 1, at: "11-20 12:00", .created)
        try mall.order("GIVEN-UP", 900, by: 1, at: "11-04 12:00", .created)
        try mall.settle(at: "11-21 10:00")
        let report = try mall.report(.provisional, "10-01", "11-30", now: "11-21 10:00")
        #expect(
            try report.rows(["staff", "department", "provisional", "booked", "settled", "closed"])
                == ["1003 | BJ | 4 | 30 | 200 | 1000"])
        #expect(
            report.checkLines == [
                "CNY net_base 1230 = credited 1230 + unattributed 0",
                "CNY posted 1230 = booked 30 + settled 200 + closed 1000",
                "CNY provisional_net_base 4 = provisional 4",
            ])
        let early = try mall.report(.provisional, "10-01", "11-30", now: "11-04 13:00")
        #expect(try early.rows(["provisional"]) == ["904"])
    }

    @Test func `an order judged and not booked is provisional by its frozen weights`() throws {
        let policy = try Policy(
            document: Policy.defaultV1.document.replacing(
                #""booked_at":"order_paid""#, with: #""booked_at":"order_completed""#))
        var mall = try Mall(policy)
        try mall.contact(of: 1, with: 1_003, at: "11-05 10:00", recorded: "11-05 10:00")
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.settle(at: "11-06 11:00")
        let report = try mall.report(.provisional)
        #expect(
            try report.rows(["staff", "provisional", "booked", "settled"])
                == ["1003 | 1000 | 0 | 0"])
        #expect(report.checkLines == ["CNY provisional_net_base 1000 = provisional 1000"])
    }

    @Test func `late evidence tells why it was late and what it would have changed`() throws {
        var mall = try Mall()
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.settle(at: "11-06 11:00")
        try mall.contact(of: 1, with: 1_003, at: "11-05 10:00", recorded: "11-12 10:00")
        try mall.settle(at: "11-12 11:00")
        let report = try mall.report(.lateEvidence)
        #expect(
            try report.rows([
                "order_id", "reason", "what", "imported_by", "rule", "would_be_rule",
                "would_change",
            ]) == [
                "A1 | window | contact_added of 1003 | 1 王五 | - | protected | credits"
            ])
        #expect(
            try report.rows(["order_id", "staff", "credited", "would_be", "change"], of: "changes")
                == ["A1 | 1003 | 0 | 1000 | 1000", "A1 | 0 | 1000 | 0 | -1000"])
        #expect(
            report.checkLines == [
                "CNY net_base 1000 = credited 0 + unattributed 1000",
                "CNY would_be 1000 = unchanged 0 + was 1000 + change 0",
            ])
    }

    @Test func `late evidence on an adjusted order is told against its last judgement`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: 1_003, at: "11-05 10:00", recorded: "11-05 10:00")
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.settle(at: "11-06 11:00")
        try mall.adjust("A1", to: Mall.successor, as: 1, at: "11-06 12:00")
        try mall.settle(at: "11-06 12:00")
        try mall.handOver(of: 1, from: 1_003, to: Mall.successor, at: "11-06 09:00")
        try mall.settle(at: "11-06 13:00")
        let report = try mall.report(.lateEvidence)
        #expect(
            try report.rows(["order_id", "reason", "what", "would_change"]) == [
                "A1 | adjusted | hand_over done, 1003 to 1002 | credits"
            ])
        #expect(
            try report.rows(["staff", "credited", "would_be"], of: "changes")
                == ["1002 | 0 | 1000", "1003 | 1000 | 0"])
    }

    @Test func `evidence from the business is late where the month is closed`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: 1_003, at: "10-05 10:00", recorded: "10-05 10:00")
        try mall.order("A1", 1_000, by: 1, at: "10-06 10:00")
        try mall.settle(at: "10-06 11:00")
        try mall.close("2026-10", at: "11-02 10:00")
        try mall.tell(
            HandOver(
                event: EventID(unchecked: "h1"), at: try Retailer.time("10-06 09:00"),
                from: Mall.guide(1_003), to: Mall.guide(1_002), state: .done, provenance: nil,
                personal: HandOver.Personal(aliases: [Mall.buyer(1)])), at: "11-03 10:00")
        try mall.settle(at: "11-03 10:00")
        let report = try mall.report(.lateEvidence)
        #expect(
            try report.rows(["order_id", "reason", "what", "imported_by", "would_change"]) == [
                "A1 | closed | hand_over done, 1003 to 1002 | - | credits"
            ])
        #expect(try mall.report(.lateEvidence, "10-01", "10-31").sections[0].rows.isEmpty)
    }

    @Test func `what came too late and would have changed nothing says so`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: 1_003, at: "11-05 10:00", recorded: "11-05 10:00")
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.settle(at: "11-06 11:00")
        try mall.contact(of: 1, with: Mall.successor, at: "11-05 11:00", recorded: "11-12 10:00")
        try mall.settle(at: "11-12 11:00")
        let report = try mall.report(.lateEvidence)
        #expect(try report.rows(["order_id", "would_change"]) == ["A1 | nothing"])
        #expect(try report.rows(["staff"], of: "changes") == [])
        #expect(
            report.checkLines == ["CNY net_base 1000 = credited 1000 + unattributed 0"])
    }

    @Test func `excluded goods and freight are told apart from what is credited`() throws {
        var mall = try Mall()
        try mall.tell(
            OrderEvent(
                order: Retailer.order("A1"), event: EventID(unchecked: "x1"),
                contentDigest: .zero, provenance: nil, type: .paid, orderVersion: 1,
                occurredAt: Retailer.time("11-06 10:00"), currency: .renminbi,
                createdAt: .value(Retailer.time("11-06 10:00")),
                paidAt: .value(Retailer.time("11-06 10:00")),
                lines: .value([
                    OrderLine(
                        line: LineID(unchecked: "1"), sku: nil,
                        category: Category(unchecked: "gift_card"), quantity: nil,
                        amount: MinorAmount(500)),
                    OrderLine(
                        line: LineID(unchecked: "2"), sku: nil, category: nil, quantity: nil,
                        amount: MinorAmount(100)),
                ]), freight: .value(MinorAmount(8))), at: "11-06 10:00")
        try mall.settle(at: "11-06 10:00")
        #expect(
            try mall.report(.reconciliation).checkLines == [
                "CNY net_base 100 = credited 0 + unattributed 100",
                "CNY gross 608 = refunded 0 + not_credited 508 + orders_net_base 100",
                "CNY orders_net_base 100 = posted 100 + to_post 0 + provisional 0 + unjudged 0",
            ])
    }

    @Test func `entries that are not the net base are found, and leave a difference`() throws {
        let event = try Retailer.event("e", of: "A1", at: "11-06 10:00", lines: [("1", 100)])
        let moment = try Retailer.time("11-06 10:00")
        var report = ReconciliationReport(policies: PolicyBook())
        for (posted, posting) in [
            (100, ReconciledOrder.Posting.done), (90, .done), (0, .due),
        ] {
            report.add(
                ReconciledOrder(
                    state: OrderState(event), policy: Policy.starterV1.id, bookedAt: moment,
                    posted: AmountSum(Int128(posted)), posting: posting))
        }
        let basis = ReportBasis(
            days: try Retailer.days("11-01", "11-30"), totals: [], parts: [], head: .empty,
            applied: .zero)
        let document = report.document(basis, .utc)
        #expect(
            try document.rows(["finding", "order_id", "amount"]) == ["entries_differ | A1 | -10"])
        #expect(
            document.checkLines.last
                == "CNY orders_net_base 300 = posted 190 + to_post 100 + provisional 0 + "
                + "unjudged 0 OFF BY 10")
    }

    @Test func `orders beyond a page are all reconciled`() throws {
        var mall = try Mall()
        for number in 1...5 { try mall.order("B\(number)", 10, by: 7, at: "11-06 10:00") }
        try mall.settle(at: "11-06 10:00")
        var seen: [String] = []
        var place: Int64? = 0
        while let from = place {
            let page = try mall.store.reconciledOrders(
                createdOn: Retailer.days("11-06", "11-06"), after: from, limit: 2)
            seen += page.orders.map(\.state.order.order.value)
            place = page.next
        }
        #expect(seen == ["B1", "B2", "B3", "B4", "B5"])
    }

    @Test(arguments: ReportKind.allCases)
    func `every report ends with control totals that tie out, in every format`(
        kind: ReportKind
    ) throws {
        let store = try Retailer().store
        let report = try ReportRequest(
            kind, days: Retailer.days("11-01", "12-31"), by: nil,
            now: Retailer.time("12-31 12:00")
        ).answer(from: store)
        #expect(!report.checks.isEmpty)
        #expect(report.checks.allSatisfy { $0.difference == .zero }, "\(report.checkLines)")
        let schema = try SchemaChecker.named(kind == .staff ? "staff-report" : "report")
        #expect(schema.unknownWords() == [])
        #expect(schema.accepts(try JSONValue(parsing: report.rendered(as: .json))))
        let table = String(decoding: report.rendered(as: .table), as: UTF8.self)
        #expect(table.hasPrefix("\(kind.title), 2026-11-01 to 2026-12-31"))
        #expect(table.contains("\nControl totals\n"))
        let csv = String(decoding: report.rendered(as: .csv), as: UTF8.self)
        let lines = csv.split(separator: "\r\n")
        #expect(
            lines.count == 1 + report.sections.map(\.rows.count).reduce(0, +)
                + report.checks.map { $0.parts.count + 2 }.reduce(0, +))
        #expect(lines.last?.contains("difference") == true)
        #expect(lines.last?.hasSuffix(",0") == true)
    }

    @Test func `steps are refused where a report knows none`() throws {
        let store = try Retailer().store
        #expect(throws: ReportFault.noSteps(.period)) {
            try ReportRequest(
                .period, days: Retailer.days("11-01", "11-30"), by: .day, now: .distantFuture
            ).answer(from: store)
        }
    }

    @Test func `a check that does not tie out shows by how much`() {
        let check = ControlCheck(
            currency: .renminbi, whole: .init("whole", AmountSum(10)),
            parts: [.init("a", AmountSum(7)), .init("b", AmountSum(1))])
        #expect(check.difference == AmountSum(2))
    }
}
