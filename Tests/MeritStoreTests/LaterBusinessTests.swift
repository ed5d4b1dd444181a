import MeritAttribution
import MeritCore
import MeritOrders
import Testing

@testable import MeritStore

/// What the business tells after an order was judged: hand-overs, deletions, purchases, splits, and
/// the order itself.
struct LaterBusinessTests {
    private let user = Shop.alias(.unionid, 7)
    private let phone = Shop.alias(.phone, 8)

    /// `default-v1`, with one setting of its relation changed.
    private static func policy(endOnDelete: RelationTerms.EndOnDelete) -> Policy {
        let base = Policy.defaultV1
        return Policy(
            id: PolicyID(unchecked: "ending"), effectiveFrom: .distantPast,
            judgingInstant: base.judgingInstant, booking: base.booking,
            creditBase: base.creditBase, excludedCategories: base.excludedCategories,
            selfPurchase: base.selfPurchase, crossStore: base.crossStore, leaver: base.leaver,
            rejudgeFor: base.rejudgeFor,
            relation: RelationTerms(
                bindOn: [.touch(.contactAdded), .purchase], validity: .length(.days(180)),
                protection: .length(.days(15)), renew: .onPurchase, capture: .afterProtection,
                endOnDelete: endOnDelete), rules: base.rules)
    }

    /// Anna is the customer's guide for ten days, then the customer buys at noon.
    private func bound(_ policies: [Policy] = [Policy.defaultV1]) throws -> World {
        var world = try World(policies)
        world.now = Shop.minutes(-14_400)
        try world.apply(Shop.contact("c", at: Shop.minutes(-14_400), aliases: [user]))
        world.now = Shop.minutes(60)
        try world.order("A", at: Shop.noon, buyer: [user])
        #expect(try world.payees("A") == [Shop.anna])
        world.now = Shop.minutes(120)
        return world
    }

    @Test func `a hand-over done before T moves the guide, however late it is known`() throws {
        var world = try bound()
        world.now = Shop.minutes(9_999)
        try world.apply(
            Shop.handOver("asked", at: Shop.minutes(-60), aliases: [user], .requested))
        try world.apply(Shop.handOver("other", at: Shop.minutes(-60), aliases: [phone]))
        try world.apply(Shop.handOver("later", at: Shop.minutes(1), aliases: [user]))
        #expect(try world.pending().isEmpty)
        let done = try world.apply(Shop.handOver("done", at: Shop.minutes(-60), aliases: [user]))
        #expect(try world.pending("A")?.cause == done)
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [5, 9])
    }

    @Test func `a binding brings the hand-overs and deletions of the other alias`() throws {
        for isDeletion in [false, true] {
            var world = try bound([Self.policy(endOnDelete: .ends)])
            let contact = Shop.alias(.externalUserID, 3)
            if isDeletion {
                world.tell(
                    Shop.contact(
                        "d", at: Shop.minutes(-60), aliases: [contact], .deletedByCustomer))
            } else {
                world.tell(Shop.handOver("h", at: Shop.minutes(-60), aliases: [contact]))
            }
            try world.catchUp()
            #expect(try world.pending().isEmpty)
            try world.apply(Shop.contact("b", at: Shop.minutes(5), aliases: [user, contact]))
            #expect(try world.pending() == ["A"])
            try world.settle()
            #expect(try world.payees("A") == [isDeletion ? Shop.house : Shop.bert])
        }
    }

    @Test(arguments: [RelationTerms.EndOnDelete.keeps, .ends])
    func `a customer who deleted the guide is judged again`(
        end: RelationTerms.EndOnDelete
    ) throws {
        var world = try bound([Self.policy(endOnDelete: end)])
        try world.apply(
            Shop.contact("s", at: Shop.minutes(-60), aliases: [user], .deletedByStaff))
        #expect(try world.pending().isEmpty)
        let deletion = try world.apply(
            Shop.contact("d", at: Shop.minutes(-60), aliases: [user], .deletedByCustomer))
        #expect(try world.pending("A")?.cause == deletion)
        try world.settle()
        #expect(try world.payees("A") == [end == .ends ? Shop.house : Shop.anna])
    }

    // MARK: Splits

    @Test func `a split takes the touches of the other alias away, until a fact binds again`()
        throws
    {
        var world = try World()
        world.now = Shop.minutes(-60)
        world.tell(Shop.imported("b", at: Shop.minutes(-90_000), aliases: [user, phone]))
        world.tell(Shop.imported("t", Shop.bert, at: Shop.minutes(-50), aliases: [phone]))
        world.now = Shop.minutes(60)
        try world.order("A", at: Shop.noon, buyer: [user])
        #expect(try world.payees("A") == [Shop.bert])
        world.now = Shop.minutes(10_000)
        let split = try world.apply(Shop.split(user, phone))
        #expect(try world.refusal(split) == nil)
        #expect(try world.pending("A")?.cause == split)
        try world.settle()
        #expect(try world.payees("A") == [Shop.house])
        let again = try world.apply(Shop.split(phone, user))
        #expect(try world.refusal(again) == "not_bound")
        // A repetition of the fact that bound is none; a new one is, here one of the business.
        try world.apply(Shop.imported("b", at: Shop.minutes(-90_000), aliases: [user, phone]))
        #expect(try world.pending().isEmpty)
        try world.apply(Shop.contact("c", at: Shop.minutes(5), aliases: [user, phone]))
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [11, 5, 3])
    }

    @Test func `an order that bound before a split leaves a binding made after it alone`() throws {
        var world = try World()
        world.now = Shop.minutes(1)
        let both = [user, phone]
        world.tell(Shop.event("a1", of: "A", at: Shop.noon, buyer: both))
        try world.settle()
        try world.apply(Shop.split(user, phone))
        // Another order binds the pair again.
        world.tell(Shop.event("b1", of: "B", at: Shop.noon, buyer: both))
        try world.settle()
        let bound = try bindings(world)
        #expect(bound.map(\.orders) == [1, 1])
        // The first order's buyer is corrected: what it held was withdrawn already.
        try world.apply(
            Shop.event("a2", of: "A", version: 2, at: Shop.noon, buyer: [Shop.alias(.phone, 9)]))
        #expect(try Set(bindings(world)).isSuperset(of: bound))
        // The second one's ends it.
        try world.apply(
            Shop.event("b2", of: "B", version: 2, at: Shop.noon, buyer: [Shop.alias(.phone, 9)]))
        #expect(try Set(bindings(world)).isDisjoint(with: bound))
        try world.settle()
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [13, 1, 1, 1])
    }

    private struct Binding: Hashable {
        let alias: Int64
        let low: UInt64
        let since: Int64
        let orders: Int
    }

    /// Bindings that hold.
    private func bindings(_ world: World) throws -> [Binding] {
        try world.store.file.read { connection throws(StoreError) in
            try connection(
                Query(
                    "test",
                    "SELECT alias, other_low, since, orders FROM bindings "
                        + "WHERE until = 9223372036854775807 ORDER BY 1, 2, 3")
            ).all { row in
                Binding(
                    alias: row.integer(0), low: Bindings.unsigned(row.integer(1)),
                    since: row.integer(2), orders: row.int(3))
            }
        }
    }

    @Test func `an order that binds two aliases, or corrects one, moves other orders' touches`()
        throws
    {
        var world = try World()
        world.now = Shop.minutes(60)
        world.tell(Shop.imported("t", Shop.bert, at: Shop.minutes(-50), aliases: [user]))
        try world.order("A", at: Shop.noon, buyer: [phone])
        #expect(try world.payees("A") == [Shop.house])
        // No customer's evidence, so that no limit holds.
        world.now = Shop.minutes(60_000)
        let both = try world.apply(
            Shop.event("b1", of: "B", at: Shop.minutes(50_000), buyer: [user, phone]))
        #expect(try world.pending("A")?.cause == both)
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        let corrected = try world.apply(
            Shop.event(
                "b2", of: "B", version: 2, at: Shop.minutes(50_000),
                buyer: [Shop.alias(.unionid, 70)]))
        #expect(try world.pending("A")?.cause == corrected)
        try world.settle()
        #expect(try world.payees("A") == [Shop.house])
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [13, 1, 1])
    }

    // MARK: The order itself

    @Test func `other evidence on a decided order judges it again, other amounts do not`() throws {
        var world = try bound()
        try world.apply(
            Shop.event(
                "lines", of: "A", version: 2, at: Shop.noon, lines: [("1", 7_000)], buyer: [user]))
        #expect(try world.pending().isEmpty)
        let till = try world.apply(
            Shop.event(
                "till", of: "A", version: 3, at: Shop.noon, lines: [("1", 7_000)], buyer: [user],
                assigned: .value(Shop.bert)))
        #expect(try world.pending("A")?.cause == till)
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        #expect(try world.balance("A", Shop.bert) == 7_000)
        #expect(try world.balance("A", Shop.anna) == 0)
    }

    @Test func `an order whose payment is taken back owes nothing until it is paid again`() throws {
        var world = try bound()
        try world.apply(
            Shop.event("undone", of: "A", version: 2, at: Shop.noon, paid: .cleared, buyer: [user])
        )
        #expect(try world.pending().isEmpty)
        try world.settle()
        #expect(try world.balance("A", Shop.anna) == 0)
        // Meanwhile evidence comes, and has to wait for the order.
        try world.apply(Shop.handOver("h", at: Shop.minutes(-60), aliases: [user]))
        #expect(try world.pending().isEmpty)
        try world.apply(
            Shop.event("again", of: "A", version: 3, at: Shop.minutes(30), buyer: [user]))
        #expect(try world.pending("A")?.judgedAt == Shop.minutes(30))
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        #expect(try world.balance("A", Shop.bert) == 19_900)
        try world.expectSameRows(inTransactionsOf: [17, 2, 2])
    }
}
