import GRDB
import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import Testing

@testable import MeritStore

/// Reports read sums that were kept as facts were applied: they are what a literal sum gives.
struct ReportFiguresTests {
    private static let orders = (1...12).map { "O\($0)" }
    private static let hangzhou = DepartmentCode(unchecked: "HZ")
    private static let accounts: [(StaffNumber, DepartmentCode?)] = [
        (Shop.anna, Shop.department), (Shop.anna, hangzhou), (Shop.bert, Shop.department),
        (Shop.bert, nil), (.unattributed, nil), (.unattributed, Shop.department),
    ]

    /// A world with decided orders, whose own entries are few.
    private func world() throws -> World {
        var world = try World()
        for order in Self.orders { try world.order(order, at: Shop.noon, buyer: []) }
        return world
    }

    /// Moments of about six weeks, so that days and weeks are met whole and in part.
    private func moment(_ random: inout SeededGenerator) -> Timestamp {
        Shop.noon.advanced(by: .days(Int64.random(in: -40...0, using: &random)))
    }

    private func draft(
        in world: World, after entries: [LedgerEntry], _ random: inout SeededGenerator
    ) throws -> EntryDraft {
        let at = moment(&random)
        let earlier = entries.randomElement(using: &random)
        // Every other entry takes back an earlier one, on its day or another, or gives it to
        // somebody else.
        if let earlier, Bool.random(using: &random) {
            let isSameDay = Bool.random(using: &random)
            return EntryDraft(
                order: earlier.order, line: earlier.line, staff: earlier.staff,
                department: earlier.department, store: nil, rule: nil, amount: -earlier.amount,
                currency: earlier.currency,
                kind: EntryKind.allCases.randomElement(using: &random) ?? .reversal,
                policy: earlier.policy, decision: earlier.decision, cause: earlier.cause,
                period: isSameDay ? earlier.period : world.store.directory.calendar.period(of: at),
                at: isSameDay ? earlier.at : at)
        }
        let order = Shop.order(Self.orders.randomElement(using: &random) ?? "O1")
        let account = Self.accounts.randomElement(using: &random) ?? (Shop.anna, nil)
        let decision = try #require(try world.store.decisions(of: order).last)
        let amounts: [Int64] = [-300, -100, 100, 100, 200, 300, 1 << 62, .max, -(1 << 61)]
        return EntryDraft(
            order: order, line: LineID(unchecked: "1"), staff: account.0, department: account.1,
            store: nil, rule: nil,
            amount: MinorAmount(amounts.randomElement(using: &random) ?? 1),
            currency: Bool.random(using: &random) ? .renminbi : Currency(unchecked: "USD"),
            kind: EntryKind.allCases.randomElement(using: &random) ?? .credit,
            policy: decision.decision.policy, decision: decision.sequence,
            cause: decision.sequence, period: world.store.directory.calendar.period(of: at),
            at: at)
    }

    @Test(arguments: [1, 20_261_121, 77, .random(in: .min ... .max)] as [UInt64])
    func `any entries, posted in any steps, are reported as their literal sums`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var world = try world()
        var entries: [LedgerEntry] = []
        var head = try world.store.ledgerHead()
        for _ in 0..<40 {
            var posted: [LedgerEntry] = []
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let draft = try draft(in: world, after: entries, &random)
                posted.append(head.append(draft))
                entries += posted.suffix(1)
            }
            world.tell(
                Posting(asOf: world.store.cursor.mark.sequence, entries: posted, unchanged: []))
            if Bool.random(using: &random) { try world.catchUp() }
        }
        try world.catchUp()
        #expect(try world.store.counts().entries == entries.count + Self.orders.count)
        let day = world.store.directory.calendar.day(of: Shop.noon)
        try LiteralFigures.expectReports(
            of: world.store, around: day, &random, "seed \(seed)")
        try world.expectSameRows(
            inTransactionsOf: (0..<60).map { _ in Int.random(in: 1...9, using: &random) })
        print("figures seed \(seed)")
    }

    @Test(arguments: [5, 81, .random(in: .min ... .max)] as [UInt64])
    func `any touches are reported as their literal sums`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = try World()
        world.tell(
            Shop.row(
                Shop.anna, department: Self.hangzhou,
                effectiveFrom: Shop.noon.advanced(by: .days(-17))))
        try world.catchUp()
        var touches: [(at: Timestamp, Shop.Clicked)] = []
        for _ in 0..<300 {
            let click = Shop.Clicked(
                staff: [Shop.anna, Shop.bert].randomElement(using: &random) ?? Shop.anna,
                visitor: UInt64.random(in: 0...4, using: &random),
                isHuman: Int.random(in: 0..<4, using: &random) > 0)
            world.now = moment(&random)
            touches.append((world.now, click))
            world.tell(click.fact)
            if Int.random(in: 0..<20, using: &random) == 0 { try world.catchUp() }
        }
        try world.catchUp()
        let directory = world.store.directory
        let middle = directory.calendar.day(of: Shop.noon)
        for _ in 0..<60 {
            let first = middle.advanced(by: Int.random(in: -50...3, using: &random))
            let range = DayRange(
                first: first, last: first.advanced(by: Int.random(in: 0...45, using: &random)))
            let found = try world.store.reportFigures([range]).ranges[0].traffic
            #expect(
                found == Self.traffic(touches, in: range, directory), "seed \(seed), \(range)")
        }
        #expect(try world.store.rollupFaults().isEmpty, "seed \(seed)")
        print("traffic seed \(seed)")
    }

    /// Clicks one by one, by staff member and department.
    private static func traffic(
        _ touches: [(at: Timestamp, Shop.Clicked)], in range: DayRange, _ directory: Directory
    ) -> [TrafficRow] {
        struct Payee: Hashable {
            let staff: StaffNumber
            let department: DepartmentCode?
        }
        var raw: [Payee: Int] = [:]
        var human: [Payee: Int] = [:]
        var visitors: [Payee: Int] = [:]
        var met: Set<[UInt64]> = []
        for (at, click) in touches {
            let day = directory.calendar.day(of: at)
            guard range.first <= day, day <= range.last else { continue }
            let payee = Payee(
                staff: click.staff, department: directory.department(of: click.staff, at: at))
            raw[payee, default: 0] += 1
            guard click.isHuman else { continue }
            human[payee, default: 0] += 1
            let visit = [UInt64(day.daysSince1970), UInt64(click.staff.value), click.visitor]
            if click.visitor > 0, met.insert(visit).inserted {
                visitors[payee, default: 0] += 1
            }
        }
        return raw.map { payee, clicks in
            TrafficRow(
                staff: payee.staff, department: payee.department, clicksRaw: clicks,
                clicksHuman: human[payee] ?? 0, views: 0, visitors: visitors[payee] ?? 0,
                contactsAdded: 0, firstMessages: 0)
        }.sorted {
            ($0.staff.value, $0.department?.value ?? "")
                < ($1.staff.value, $1.department?.value ?? "")
        }
    }

    @Test func `a changed sum shows against the totals, whichever of the two it is`() throws {
        let world = try world()
        let day = world.store.directory.calendar.day(of: Shop.noon)
        let days = DayRange(first: day.advanced(by: -20), last: day.advanced(by: 20))
        func difference() throws -> Int128 {
            let figures = try world.store.reportFigures([days]).ranges[0]
            let rows = figures.money.map(\.amount).total()
            return (figures.totals.map(\.amount).total() - rows).value
        }
        #expect(try difference() == 0)
        try alter(world.store, "UPDATE payee_money SET lower = lower + 1 WHERE grain = 7")
        #expect(try difference() != 0)
        try alter(world.store, "UPDATE payee_money SET lower = lower - 1 WHERE grain = 7")
        #expect(try difference() == 0)
        try alter(world.store, "UPDATE entry_totals SET lower = lower + 1")
        #expect(try difference() != 0)
    }

    @Test(arguments: [
        ("staff_traffic", "UPDATE staff_traffic SET views = views + 1 WHERE grain = 7"),
        ("staff_traffic", "UPDATE traffic_rollups SET clicks_raw = clicks_raw + 1"),
        ("staff_traffic", "DELETE FROM touches"), ("staff_traffic", "DELETE FROM visitor_days"),
        ("payee_money", "UPDATE payee_money SET lower = lower + 1 WHERE grain = 1"),
        ("payee_money", "DELETE FROM payee_money WHERE grain = 7"),
        ("order_counts", "UPDATE order_counts SET orders = orders + 1 WHERE grain = 1"),
        ("order_counts", "DELETE FROM order_counts WHERE grain = 7"),
        (
            "order_counts",
            "INSERT INTO order_counts VALUES (0, 1, 20, 1001, 'SH', 'CNY', -1)"
        ),
        ("entry_totals", "UPDATE entry_totals SET upper = upper + 1"),
    ])
    func `a sum that is not what it is of is named`(table: String, change: String) throws {
        var world = try world()
        try world.apply(Shop.click(visitor: 1))
        #expect(try world.store.rollupFaults().isEmpty)
        try alter(world.store, change)
        #expect(try world.store.rollupFaults().map(\.table) == [table])
    }

    private func alter(_ store: Store, _ statement: String) throws {
        try store.file.outsideTransaction { database in
            try database.execute(sql: "PRAGMA foreign_keys = OFF")
            try database.execute(sql: statement)
        }
    }
}

extension Shop {
    /// A click of a visitor; 0 is none.
    struct Clicked {
        let staff: StaffNumber
        let visitor: UInt64
        let isHuman: Bool

        var fact: LinkClick {
            click(staff, visitor: visitor == 0 ? nil : visitor, verdict: isHuman ? .human : .bot)
        }
    }
}
