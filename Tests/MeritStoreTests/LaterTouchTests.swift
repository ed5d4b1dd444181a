import MeritAttribution
import MeritCore
import MeritOrders
import Testing

@testable import MeritStore

/// Touches and bindings that become known after an order was judged.
struct LaterTouchTests {
    private let user = Shop.alias(.unionid, 7)
    private let phone = Shop.alias(.phone, 8)
    /// T of the order that most tests judge again.
    private let paid = Shop.minutes(0)

    /// An order of `user`, paid at noon and judged at one: the store's, as nobody touched.
    private func judged(_ policies: [Policy] = [Policy.defaultV1]) throws -> World {
        var world = try World(policies)
        world.now = Shop.minutes(60)
        try world.order("A", at: paid, buyer: [user])
        #expect(try world.payees("A") == [Shop.house])
        world.now = Shop.minutes(120)
        return world
    }

    @Test func `a touch before T that is imported later takes the credit`() throws {
        var world = try judged()
        let touch = try world.apply(
            Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        #expect(
            try world.pending("A")
                == PendingJudgement(
                    order: Shop.order("A"), judgedAt: paid, cause: touch, occasion: .evidence))
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        #expect(try world.balance("A", Shop.bert) == 10_000)
        #expect(try world.balance("A", Shop.house) == 0)
        let kinds = try world.store.entries(of: Shop.order("A")).map(\.kind)
        #expect(kinds == [.credit, .rejudge, .rejudge])
        try world.expectSameRows(inTransactionsOf: [3, 1, 4, 1, 5])
    }

    @Test(
        arguments: [
            ("after T", Int64(1), Shop.alias(.unionid, 7)),
            ("of somebody else", -5, Shop.alias(.unionid, 9)),
        ])
    func `a touch that the order does not see judges nothing again`(
        name: String, minute: Int64, alias: Alias
    ) throws {
        var world = try judged()
        try world.apply(Shop.imported("i", at: Shop.minutes(minute), aliases: [alias]))
        #expect(try world.pending().isEmpty, "\(name)")
        try world.expectNothingMissed()
    }

    @Test func `a touch at T itself is seen`() throws {
        var world = try judged()
        try world.apply(Shop.imported("i", at: paid, aliases: [user]))
        #expect(try world.pending() == ["A"])
    }

    @Test func `customers' evidence counts up to rejudge_for after the decision, then is listed`()
        throws
    {
        var world = try judged()
        // T is noon, the decision was recorded at one: 72 h later is the last moment.
        world.now = Shop.minutes(60 + 72 * 60)
        let touch = Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user])
        try world.apply(touch)
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        world.now = world.now.advanced(by: Milliseconds(1))
        let late = try world.apply(
            Shop.imported("j", Shop.anna, at: Shop.minutes(-4), aliases: [user]))
        #expect(try world.pending().isEmpty)
        #expect(try world.late("A").map(\.cause) == [late])
        #expect(try world.late("A").map(\.reason) == [.window])
        #expect(try world.late("A").map(\.recordedAt) == [world.now])
        try world.expectSameRows(inTransactionsOf: [30, 1])
    }

    @Test func `an added contact has no limit`() throws {
        var world = try judged()
        world.now = Shop.minutes(60 + 1_000 * 60)
        let added = try world.apply(
            Shop.contact("c", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        #expect(try world.pending("A")?.cause == added)
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        #expect(try world.decisions("A").last?.bound?.guide == Shop.bert)
    }

    @Test func `a binding made later brings the visitor's click to the customer's order`() throws {
        var world = try World()
        world.now = Shop.minutes(-30)
        try world.apply(Shop.click(Shop.bert, visitor: 1))
        world.now = Shop.minutes(60)
        try world.order("A", at: paid, buyer: [user])
        #expect(try world.payees("A") == [Shop.house])
        world.now = Shop.minutes(90)
        let view = try world.apply(
            Shop.view("v", aliases: [Shop.alias(.visitor, 1), user]))
        #expect(try world.pending("A")?.cause == view)
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        // A cookie without a past brings nothing, so nothing is judged for it.
        try world.apply(Shop.view("w", aliases: [Shop.alias(.visitor, 2), user]))
        #expect(try world.pending().isEmpty)
        #expect(try world.late("A").isEmpty)
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [7, 7, 7])
    }

    @Test func `a binding that comes too late is listed`() throws {
        var world = try World()
        world.now = Shop.minutes(-30)
        try world.apply(Shop.click(Shop.bert, visitor: 1))
        world.now = Shop.minutes(60)
        try world.order("A", at: paid, buyer: [user])
        world.now = Shop.minutes(60 + 73 * 60)
        try world.apply(Shop.view("v", aliases: [Shop.alias(.visitor, 1), user]))
        #expect(try world.pending().isEmpty)
        #expect(try world.late("A").map(\.reason) == [.window])
    }

    @Test(arguments: Confirmation.allCases)
    func `a binding that came too late counts once the business says it too`(
        by confirmation: Confirmation
    ) throws {
        var world = try World()
        let both = [user, phone]
        world.now = Shop.minutes(-30)
        try world.apply(
            Shop.imported("call", Shop.bert, at: Shop.minutes(-30), aliases: [phone]))
        world.now = Shop.minutes(60)
        try world.order("A", at: paid, buyer: [user])
        #expect(try world.payees("A") == [Shop.house])
        world.now = Shop.minutes(60 + 73 * 60)
        try world.apply(Shop.view("v", aliases: both))
        #expect(try world.pending().isEmpty)
        try world.apply(Shop.view("w", aliases: both))
        #expect(try world.pending().isEmpty)
        switch confirmation {
        case .order:
            world.tell(Shop.event("b1", of: "B", at: world.now, buyer: both))
        case .contact:
            try world.apply(Shop.contact("c", Shop.anna, at: world.now, aliases: both))
        case .detour:
            let friend = Shop.alias(.externalUserID, 9)
            try world.apply(Shop.contact("c", Shop.anna, at: world.now, aliases: [friend, user]))
            try world.settle()
            #expect(try world.payees("A") == [Shop.house])
            world.tell(Shop.event("b1", of: "B", at: world.now, buyer: [friend, phone]))
        }
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        try world.expectSameRows(inTransactionsOf: [5, 1, 1, 1])
    }

    @Test func `a binding that came too late counts no more because the business says another`()
        throws
    {
        var world = try World()
        let member = Shop.alias(.member, 3)
        world.now = Shop.minutes(-30)
        try world.apply(
            Shop.imported("call", Shop.bert, at: Shop.minutes(-30), aliases: [phone]))
        world.now = Shop.minutes(60)
        try world.order("A", at: paid, buyer: [user])
        world.now = Shop.minutes(60 + 73 * 60)
        try world.apply(Shop.view("v", aliases: [user, phone, member]))
        world.tell(Shop.event("b1", of: "B", at: world.now, buyer: [user, member]))
        try world.settle()
        #expect(try world.payees("A") == [Shop.house])
    }

    /// How the business says what a customer's fact said too late.
    enum Confirmation: CaseIterable {
        case order, contact
        /// By way of a third alias, which one fact names with either of the two.
        case detour
    }

    @Test func `an alias that becomes shared takes touches from those it belonged to`() throws {
        var world = try World()
        world.now = Shop.minutes(-60)
        // A phone that stands with two people, and Bert's contact with that phone.
        for number in [1, 2, 3] as [UInt64] {
            let person = Shop.alias(.unionid, number)
            try world.apply(
                Shop.imported(
                    "bind-\(number)", at: Shop.minutes(-90_000), aliases: [person, phone]))
        }
        try world.apply(Shop.imported("call", Shop.bert, at: Shop.minutes(-60), aliases: [phone]))
        world.now = Shop.minutes(60)
        try world.order("A", at: paid, buyer: [Shop.alias(.unionid, 1)])
        #expect(try world.payees("A") == [Shop.bert])
        world.now = Shop.minutes(70)
        // The fourth person with it: it is a cashier's phone, and tells nothing about anybody.
        try world.apply(
            Shop.imported(
                "bind-4", at: Shop.minutes(-90_000), aliases: [Shop.alias(.unionid, 4), phone]))
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [Shop.house])
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [12, 3])
    }

    @Test func `a touch whose only customer was a phone that is shared now is its visitor's`()
        throws
    {
        var world = try World()
        let visitor = Shop.alias(.visitor, 1)
        for number in [1, 2, 3] as [UInt64] {
            try world.apply(
                Shop.imported(
                    "bind-\(number)", at: Shop.minutes(-90_000),
                    aliases: [Shop.alias(.unionid, number), phone]))
        }
        // The visitor is somebody else's, who never stood with the phone.
        try world.apply(
            Shop.imported("other", at: Shop.minutes(-90_000), aliases: [visitor, user]))
        try world.apply(
            Shop.imported("call", Shop.bert, at: Shop.minutes(-60), aliases: [phone, visitor]))
        world.now = Shop.minutes(60)
        try world.order("A", at: paid, buyer: [user])
        #expect(try world.payees("A") == [Shop.house])
        try world.apply(
            Shop.imported(
                "bind-4", at: Shop.minutes(-90_000), aliases: [Shop.alias(.unionid, 4), phone]))
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        try world.expectNothingMissed()
    }

    @Test func `what arrives while a judgement is on its way is judged afterwards`() throws {
        var world = try World()
        world.now = Shop.minutes(1)
        try world.apply(Shop.event("e", of: "A", at: paid, buyer: [user]))
        let onItsWay = try world.store.decisionsDue(limit: 10)
        let touch = world.tell(
            Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        for decision in onItsWay { world.tell(decision) }
        try world.catchUp()
        #expect(try world.payees("A") == [Shop.house])
        #expect(try world.pending("A")?.cause == touch)
        #expect(try world.pending("A")?.occasion == .evidence)
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        try world.expectSameRows(inTransactionsOf: [10, 1, 1, 1])
    }

    @Test func `a judgement that changes nothing is kept and posts nothing`() throws {
        var world = try judged()
        try world.apply(Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        try world.settle()
        let entries = try world.store.entries(of: Shop.order("A")).count
        // Earlier than the last touch: the credit stays where it is.
        try world.apply(Shop.imported("j", Shop.anna, at: Shop.minutes(-9), aliases: [user]))
        #expect(try world.pending() == ["A"])
        for decision in try world.store.decisionsDue(limit: 10) { world.tell(decision) }
        try world.catchUp()
        #expect(try world.decisions("A").count == 3)
        #expect(try world.store.ordersDue(limit: 10).isEmpty)
        try world.settle()
        #expect(try world.store.entries(of: Shop.order("A")).count == entries)
    }

    @Test func `a repeated fact of any kind changes nothing`() throws {
        var world = try judged()
        world.now = Shop.minutes(130)
        let aliases = [user, phone, Shop.alias(.externalUserID, 3)]
        let id = Array(0..<16 as Range<UInt8>)
        func all(_ world: inout World) throws {
            world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: aliases))
            world.tell(Shop.view("v", aliases: [Shop.alias(.visitor, 1), user]))
            world.tell(Shop.contact("c", at: Shop.minutes(-6), aliases: aliases, id: id))
            world.tell(
                Shop.contact("d", at: Shop.minutes(-4), aliases: aliases, .deletedByCustomer))
            world.tell(Shop.handOver("h", at: Shop.minutes(-3), aliases: aliases))
            world.tell(Shop.event("e", of: "B", at: paid, buyer: [phone]))
            try world.settle()
        }
        try all(&world)
        let before = try world.store.tableDigests()
        try all(&world)
        var after = try world.store.tableDigests()
        after["cursors"] = before["cursors"]
        #expect(after == before)
    }

    @Test func `a contact that is known by its id has one touch, and still binds what it names`()
        throws
    {
        var world = try judged()
        let contact = Shop.alias(.externalUserID, 3)
        let id = Array(repeating: 7 as UInt8, count: 16)
        try world.apply(
            Shop.contact("c", Shop.bert, at: Shop.minutes(-6), aliases: [contact], id: id))
        #expect(try world.pending().isEmpty)
        let touches = try world.store.counts().touches
        // The same contact, told again with the customer's unionid.
        try world.apply(
            Shop.contact("c2", Shop.bert, at: Shop.minutes(-6), aliases: [contact, user], id: id))
        #expect(try world.store.counts().touches == touches)
        #expect(try world.pending() == ["A"])
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        try world.expectSameRows(inTransactionsOf: [1, 1, 20])
    }
}
