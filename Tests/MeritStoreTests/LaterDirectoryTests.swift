import MeritAttribution
import MeritCore
import MeritOrders
import Testing

@testable import MeritStore

/// Rows of the directory that change what holds at T of orders that were judged.
struct LaterDirectoryTests {
    private let user = Shop.alias(.unionid, 7)
    private let north = DepartmentCode(unchecked: "BJ")
    private let gone = StaffNumber(unchecked: 1_003)

    /// An order at noon that Bert has by a touch, judged at one.
    private func judged() throws -> World {
        var world = try World()
        world.now = Shop.minutes(60)
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        try world.order("A", at: Shop.noon, buyer: [user])
        #expect(try world.payees("A") == [Shop.bert])
        world.now = Shop.minutes(120)
        return world
    }

    @Test func `a row that holds at T judges again whom it is about`() throws {
        var world = try judged()
        world.now = Shop.minutes(9_000)
        let row = try world.apply(
            Shop.row(Shop.bert, employedTo: Shop.minutes(-60), effectiveFrom: Shop.minutes(-60)))
        #expect(try world.pending("A")?.cause == row)
        try world.settle()
        #expect(try world.payees("A") == [Shop.house])
        try world.expectNothingMissed()
        // The successor is put in the place.
        try world.apply(
            Shop.row(
                Shop.bert, employedTo: Shop.minutes(-60), successor: Shop.anna,
                effectiveFrom: Shop.minutes(-60)))
        try world.settle()
        #expect(try world.payees("A") == [Shop.anna])
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [14, 4, 1])
    }

    @Test func `a row that begins after T, or says what was known, judges nothing again`() throws {
        var world = try judged()
        // From now on, by when it is recorded.
        try world.apply(Shop.row(Shop.bert, employedTo: Shop.minutes(60)))
        #expect(try world.pending().isEmpty)
        // From the start, and the same.
        try world.apply(Shop.row(Shop.bert, effectiveFrom: .distantPast))
        #expect(try world.pending().isEmpty)
        // Somebody nobody looked at.
        try world.apply(
            Shop.row(Shop.anna, employedTo: Shop.minutes(-60), effectiveFrom: .distantPast))
        #expect(try world.pending().isEmpty)
        try world.expectNothingMissed()
    }

    @Test func `the first row of a number that was looked up in vain holds from the beginning`()
        throws
    {
        var world = try World()
        world.now = Shop.minutes(60)
        world.tell(Shop.imported("i", gone, at: Shop.minutes(-5), aliases: [user]))
        try world.order("A", at: Shop.noon, buyer: [user])
        #expect(try world.payees("A") == [Shop.house])
        world.now = Shop.minutes(9_000)
        try world.apply(Shop.row(gone))
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [gone])
        try world.expectNothingMissed()
    }

    @Test func `a store that gets another house account, or another department, is judged again`()
        throws
    {
        var world = try World()
        world.now = Shop.minutes(60)
        try world.order("A", at: Shop.noon, buyer: [user])
        #expect(try world.payees("A") == [Shop.house])
        world.now = Shop.minutes(120)
        // The house account was no longer one.
        try world.apply(
            Shop.row(Shop.house, .guide, effectiveFrom: Shop.minutes(-60)))
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [.unattributed])
        // Another one is named, a number that nobody looked at.
        world.tell(Shop.row(gone))
        try world.apply(Shop.row(gone, .houseAccount, effectiveFrom: Shop.minutes(-60)))
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [gone])
        // The store was another department at T, which has no house account.
        try world.apply(Shop.place(north, store: nil))
        try world.apply(Shop.place(north, store: Shop.store, effectiveFrom: Shop.minutes(-60)))
        #expect(try world.pending() == ["A"])
        try world.settle()
        try world.expectNothingMissed()
        try world.apply(
            Shop.place(Shop.department, store: nil, effectiveFrom: Shop.minutes(-60)))
        try world.settle()
        #expect(try world.payees("A") == [.unattributed])
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [16, 1, 1, 1])
    }

    @Test func `a person whose own alias turns out to be the buyer's bought for themselves`() throws
    {
        var world = try judged()
        try world.apply(
            Shop.row(Shop.bert, effectiveFrom: .distantPast, aliases: [user]))
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [Shop.house])
        try world.expectNothingMissed()
    }

    @Test func `an alias bound later that is the person's own tells a self-purchase`() throws {
        var world = try judged()
        // Bert's own unionid, which no touch ever named.
        try world.apply(
            Shop.contact(
                "c", Shop.anna, at: Shop.minutes(30), aliases: [user, Shop.alias(.unionid, 1_002)]))
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [Shop.house])
    }

    @Test func `a purchase by a house account is none, and is one where it was a person`() throws {
        var world = try World()
        world.now = Shop.minutes(-11_000)
        world.tell(Shop.place(north))
        world.tell(Shop.row(gone, department: north, .houseAccount))
        // Named at the till, so that no touch leads the second judgement to the number.
        world.tell(
            Shop.event(
                "a", of: "A", at: Shop.minutes(-11_000), buyer: [user], assigned: .value(gone)))
        try world.settle()
        world.now = Shop.minutes(60)
        try world.order("B", at: Shop.noon, buyer: [user])
        #expect(try world.payees("A") == [gone])
        #expect(try world.payees("B") == [Shop.house])
        world.now = Shop.minutes(120)
        try world.apply(Shop.row(gone, department: north, effectiveFrom: .distantPast))
        #expect(try world.pending() == ["A", "B"])
        try world.settle()
        #expect(try world.payees("B") == [gone])
        try world.expectNothingMissed()
        try world.apply(
            Shop.row(gone, department: north, .houseAccount, effectiveFrom: .distantPast))
        try world.settle()
        #expect(try world.payees("B") == [Shop.house])
        try world.expectNothingMissed()
    }

    @Test func `what the directory learned while a judgement was on its way is judged afterwards`()
        throws
    {
        var world = try World()
        world.now = Shop.minutes(60)
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        try world.apply(Shop.event("e", of: "A", at: Shop.noon, buyer: [user]))
        let onItsWay = try world.store.decisionsDue(limit: 10)
        let row = world.tell(
            Shop.row(Shop.bert, employedTo: Shop.minutes(-60), effectiveFrom: Shop.minutes(-60)))
        world.tell(Shop.row(Shop.anna, effectiveFrom: Shop.minutes(600)))
        for decision in onItsWay { world.tell(decision) }
        try world.catchUp()
        #expect(try world.payees("A") == [Shop.bert])
        #expect(try world.pending("A")?.cause == row)
        try world.settle()
        #expect(try world.payees("A") == [Shop.house])
        try world.expectSameRows(inTransactionsOf: [13, 1, 1, 1])
    }

    @Test func `revoked tokens are judged again from when they were revoked`() throws {
        var world = try World()
        // The click lies behind the revocation that is recorded before the order is judged.
        world.now = Shop.minutes(-10)
        world.tell(Shop.click(Shop.bert, visitor: 1))
        world.tell(Shop.view("v", Shop.anna, aliases: [Shop.alias(.visitor, 1), user]))
        // T lies in the future: the shop's clock runs ahead.
        try world.order("A", at: Shop.minutes(60), buyer: [user])
        #expect(try world.payees("A") == [Shop.bert])
        world.now = Shop.minutes(0)
        try world.apply(
            StaffRevocation(staff: Shop.bert, change: .revoked, actor: .system))
        #expect(try world.pending() == ["A"])
        try world.settle()
        try world.expectNothingMissed()
        world.now = Shop.minutes(61)
        try world.apply(LinkRevoked(link: Shop.link, actor: .system))
        #expect(try world.pending().isEmpty)
        try world.expectNothingMissed()
    }

    @Test func `an import of twenty thousand staff members looks at no order`() throws {
        var world = try judged()
        let before = try world.store.tableDigests()
        for number in 2_000..<22_000 as Range<UInt32> {
            world.tell(Shop.row(StaffNumber(unchecked: number)))
        }
        for _ in 0..<3 { world.tell(Shop.row(Shop.bert)) }
        try world.catchUp()
        #expect(try world.pending().isEmpty)
        let after = try world.store.tableDigests()
        for table in ["orders", "pending_judgements", "late_evidence", "examined"] {
            #expect(after[table] == before[table], "\(table)")
        }
        // Every statement that looks for orders goes by a key, never over all of them.
        let plans = try world.store.file.read { connection throws(StoreError) in
            try connection(
                Query(
                    "test",
                    """
                    EXPLAIN QUERY PLAN SELECT order_number FROM examined
                    WHERE kind = ? AND key = ? AND latest_at >= ?
                    """)
            ).all(1, 2, 3) { $0.text(3) }
        }
        #expect(plans.allSatisfy { $0.contains("SEARCH") && $0.contains("PRIMARY KEY") })
    }
}
