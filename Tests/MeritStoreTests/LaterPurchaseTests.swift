import MeritAttribution
import MeritCore
import MeritOrders
import Testing

@testable import MeritStore

/// Orders that make somebody the customer's guide, for later orders of the customer.
struct LaterPurchaseTests {
    private let user = Shop.alias(.unionid, 7)
    private let phone = Shop.alias(.phone, 8)

    /// The customer's first order makes Bert the guide, who then has the second one.
    private func twice() throws -> World {
        var world = try World()
        world.now = Shop.minutes(-2_880)
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-2_890), aliases: [user]))
        try world.order("A", at: Shop.minutes(-2_880), buyer: [user])
        world.now = Shop.minutes(60)
        world.tell(Shop.imported("j", Shop.anna, at: Shop.minutes(-5), aliases: [user]))
        try world.order("B", at: Shop.noon, buyer: [user])
        #expect(try world.payees("A") == [Shop.bert])
        #expect(try world.payees("B") == [Shop.bert])
        #expect(try world.decisions("B").last?.bound?.guide == Shop.bert)
        world.now = Shop.minutes(120)
        return world
    }

    @Test func `a purchase that is credited anew judges later orders of the customer again`() throws
    {
        var world = try twice()
        try world.apply(Shop.imported("k", Shop.anna, at: Shop.minutes(-2_881), aliases: [user]))
        // The touch concerns both; the second changes once more when the first is known.
        try world.settle()
        #expect(try world.payees("A") == [Shop.anna])
        #expect(try world.payees("B") == [Shop.anna])
        #expect(try world.decisions("B").last?.rule == "protected")
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [20, 1, 1, 1])
    }

    @Test func `only a decision read back judges the next order again`() throws {
        var world = try twice()
        // Seen by the first order alone: the second one's buyer is the customer, but T is earlier.
        let till = Shop.event(
            "till", of: "A", version: 2, at: Shop.minutes(-2_880), lines: [("1", 10_000)],
            buyer: [user], assigned: .value(Shop.anna))
        try world.apply(till)
        #expect(try world.pending() == ["A"])
        for decision in try world.store.decisionsDue(limit: 10) { world.tell(decision) }
        let read = world.tape.last
        try world.catchUp()
        #expect(try world.pending() == ["B"])
        #expect(try world.pending("B")?.cause == read)
        try world.settle()
        #expect(try world.payees("B") == [Shop.anna])
    }

    @Test func `orders judged in one append know those before them and are judged once`() throws {
        var world = try World()
        world.now = Shop.minutes(60)
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-2_890), aliases: [user]))
        world.tell(
            Shop.event("a", of: "A", at: Shop.minutes(-2_880), buyer: [user]))
        world.tell(Shop.imported("j", Shop.anna, at: Shop.minutes(-5), aliases: [user]))
        world.tell(Shop.event("b", of: "B", at: Shop.noon, buyer: [user]))
        try world.settle()
        #expect(try world.payees("B") == [Shop.bert])
        #expect(try world.decisions("A").count == 1)
        #expect(try world.decisions("B").count == 1)
        try world.expectNothingMissed()
    }

    @Test func `an edit below purchase_min makes an order no purchase`() throws {
        var world = try twice()
        try world.apply(
            Shop.event(
                "cut", of: "A", version: 2, at: Shop.minutes(-2_880), lines: [], buyer: [user]))
        #expect(try world.pending() == ["B"])
        try world.settle()
        #expect(try world.payees("B") == [Shop.anna])
        #expect(try world.decisions("A").count == 1)
        try world.expectNothingMissed()
    }

    @Test func `an order that turns out to be somebody else's judges both customers again`() throws
    {
        var world = try twice()
        let other = Shop.alias(.unionid, 70)
        world.tell(Shop.imported("o", Shop.anna, at: Shop.minutes(-4), aliases: [other]))
        try world.order("C", at: Shop.minutes(1), buyer: [other])
        #expect(try world.payees("C") == [Shop.anna])
        world.now = Shop.minutes(130)
        // Named at the till, so that the first order itself keeps Bert.
        try world.apply(
            Shop.event(
                "moved", of: "A", version: 2, at: Shop.minutes(-2_880), lines: [("1", 10_000)],
                buyer: [other], assigned: .value(Shop.bert)))
        #expect(try world.pending() == ["A", "B", "C"])
        try world.settle()
        #expect(try world.payees("B") == [Shop.anna])
        #expect(try world.payees("C") == [Shop.bert])
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [9, 9, 2])
    }

    // MARK: Judgements on their way

    /// A first order without lines makes nobody a guide.
    private func cut(at: Timestamp) -> OrderEvent {
        Shop.event("cut", of: "A", version: 2, at: at, lines: [], buyer: [user])
    }

    @Test func `an edit behind both judgements judges the second order again`() throws {
        var world = try World()
        world.now = Shop.minutes(60)
        let first = Shop.minutes(-11_000)
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-11_010), aliases: [user]))
        world.tell(Shop.event("a", of: "A", at: first, buyer: [user]))
        try world.apply(Shop.event("b", of: "B", at: Shop.noon, buyer: [user]))
        let onTheirWay = try world.store.decisionsDue(limit: 10)
        #expect(onTheirWay.map { $0.shares.map(\.payee) } == [[Shop.bert], [Shop.bert]])
        world.tell(cut(at: first))
        for decision in onTheirWay { world.tell(decision) }
        try world.catchUp()
        #expect(try world.pending() == ["B"])
        try world.settle()
        #expect(try world.payees("B") == [Shop.house])
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [14, 1, 1, 1])
    }

    @Test func `an edit of a decided order reaches a judgement that is on its way`() throws {
        var world = try World()
        world.now = Shop.minutes(60)
        let first = Shop.minutes(-11_000)
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-11_010), aliases: [user]))
        try world.order("A", at: first, buyer: [user])
        try world.apply(Shop.event("b", of: "B", at: Shop.noon, buyer: [user]))
        let onItsWay = try world.store.decisionsDue(limit: 10)
        world.tell(cut(at: first))
        for decision in onItsWay { world.tell(decision) }
        try world.catchUp()
        #expect(try world.payees("B") == [Shop.bert])
        #expect(try world.pending() == ["B"])
        try world.settle()
        #expect(try world.payees("B") == [Shop.house])
        try world.expectNothingMissed()
    }

    @Test func `a binding brings the purchases of the other alias`() throws {
        var world = try World()
        world.now = Shop.minutes(60)
        // Named at the till: no touch tells of the customer.
        world.tell(
            Shop.event(
                "a", of: "A", at: Shop.minutes(-2_880), buyer: [user],
                assigned: .value(Shop.bert)))
        try world.order("B", at: Shop.noon, buyer: [phone])
        #expect(try world.payees("B") == [Shop.house])
        try world.apply(Shop.contact("c", at: Shop.minutes(30), aliases: [user, phone]))
        // Not the first order: what the other alias bought came later.
        #expect(try world.pending() == ["B"])
        try world.settle()
        #expect(try world.payees("B") == [Shop.bert])
        try world.expectNothingMissed()
    }
}
