import MeritAttribution
import MeritCore
import MeritJournal
import MeritOrders
import Testing

@testable import MeritStore

/// What was known at a past position, asked of a store that knows more.
struct QueriesPastPositionTests {
    private static func alias(_ random: inout SeededGenerator) -> Alias {
        let kinds: [AliasKind] = [.unionid, .phone, .member, .externalUserID, .visitor]
        return Shop.alias(
            kinds.randomElement(using: &random) ?? .unionid, .random(in: 1...3, using: &random))
    }

    /// Everything that a judgement reads, of few people, so that it often concerns each other.
    private static func tell(
        _ step: Int, to world: inout World, _ random: inout SeededGenerator
    ) {
        let at = Shop.minutes(Int64(step) * 5 - .random(in: 0...600, using: &random))
        let staff = Bool.random(using: &random) ? Shop.anna : Shop.bert
        let aliases = Set([alias(&random), alias(&random)]).sorted()
        switch Int.random(in: 0..<14, using: &random) {
        case 0: world.tell(Shop.click(staff, visitor: .random(in: 1...3, using: &random)))
        case 1: world.tell(Shop.view("v\(step)", staff, aliases: aliases))
        case 2...3: world.tell(Shop.imported("i\(step)", staff, at: at, aliases: aliases))
        case 4: world.tell(Shop.contact("c\(step)", staff, at: at, aliases: aliases))
        case 5:
            world.tell(
                Shop.contact("d\(step)", staff, at: at, aliases: aliases, .deletedByCustomer))
        case 6:
            let other = staff == Shop.anna ? Shop.bert : Shop.anna
            world.tell(
                Shop.handOver("h\(step)", from: staff, to: other, at: at, aliases: aliases))
        case 7 where aliases.count == 2: world.tell(Shop.split(aliases[0], aliases[1]))
        case 8: world.tell(Shop.row(staff, employedTo: Bool.random(using: &random) ? at : nil))
        case 9:
            world.tell(
                Shop.adjustment(
                    of: "O\(step % 5)",
                    .weights([AdjustmentProposed.Part(payee: Shop.bert, value: 1)])))
            world.tell(Shop.resolve(.random(in: 1...4, using: &random)))
        default:
            world.tell(
                Shop.event(
                    "e\(step)", of: "O\(Int.random(in: 0..<5, using: &random))",
                    version: UInt64(step), at: at, lines: [("1", Int64(100 + step))],
                    buyer: aliases.filter { $0.kind != .visitor }))
        }
    }

    private static func history(_ seed: UInt64) throws -> World {
        var random = SeededGenerator(seed: seed)
        var world = try World()
        for step in 1...160 {
            world.now = Shop.minutes(Int64(step) * 5)
            tell(step, to: &world, &random)
            if step % 9 == 0 { try world.settle() }
        }
        try world.settle()
        return world
    }

    @Test(arguments: [3, 20_261_121, 99] as [UInt64])
    func `every case reads as it read when its position was the last`(seed: UInt64) throws {
        let world = try Self.history(seed)
        let history = try world.store.directoryHistory()
        let folder = try TemporaryFolder()
        let past = try Store.open(folder: folder.store, access: .readWrite)
        defer { past.close() }
        var compared = 0
        for batch in world.tape.batches(Array(repeating: 5, count: 200)) {
            _ = try past.apply(batch)
            let asOf = batch.end.mark.sequence
            let directory = Directory(
                history.prefix { $0.sequence <= asOf }.map(\.change))
            #expect(directory == past.directory, "seed \(seed), position \(asOf.value)")
            for order in try past.orders(after: nil, limit: 10) {
                let pending = PendingJudgement(
                    order: order, judgedAt: Shop.minutes(400), cause: asOf, occasion: .evidence)
                let then = try past.judgingCase(for: pending, asOf: asOf)
                let now = try world.store.judgingCase(for: pending, asOf: asOf, in: directory)
                #expect(then == now, "seed \(seed), position \(asOf.value), \(order)")
                compared += 1
            }
        }
        #expect(compared > 100, "seed \(seed)")
    }

    @Test(arguments: [3, 99] as [UInt64])
    func `orders judged in one go read as when each is asked for alone`(seed: UInt64) throws {
        let world = try Self.history(seed)
        let asOf = world.store.cursor.mark.sequence
        let pending = try world.store.orders(after: nil, limit: 10).map { order in
            PendingJudgement(
                order: order, judgedAt: Shop.minutes(400), cause: asOf, occasion: .evidence)
        }
        var together: [JudgingCase] = []
        try world.store.judge(pending, asOf: asOf) { subject, _ in
            if case .judging(let subject) = subject { together.append(subject) }
            return .notYet(.noPolicy)
        }
        let alone = try pending.compactMap { pending in
            try world.store.judgingCase(for: pending, asOf: asOf)
        }
        #expect(together == alone, "seed \(seed)")
        #expect(together.contains { !$0.purchases.isEmpty }, "seed \(seed)")
    }

    @Test func `a judgement knows those of its position that were recorded before it`() throws {
        var world = try World()
        let buyer = [Shop.alias(.unionid, 1)]
        world.tell(Shop.event("a", of: "A", at: Shop.minutes(10), buyer: buyer))
        world.tell(Shop.event("b", of: "B", at: Shop.minutes(20), buyer: buyer))
        world.tell(
            Shop.imported("t", Shop.anna, at: Shop.minutes(5), aliases: buyer))
        world.now = Shop.minutes(30)
        try world.settle()
        let first = try #require(try world.store.decisions(of: Shop.order("A")).first)
        let second = try #require(try world.store.decisions(of: Shop.order("B")).first)
        #expect(first.decision.asOf == second.decision.asOf)
        let pending = PendingJudgement(second.decision)
        func purchases(before: Sequence?) throws -> [OrderKey] {
            try world.store.judgingCase(
                for: pending, asOf: second.decision.asOf, before: before)?.purchases
                .map(\.order) ?? []
        }
        #expect(try purchases(before: second.sequence) == [Shop.order("A")])
        #expect(try purchases(before: first.sequence).isEmpty)
        #expect(try purchases(before: nil).isEmpty)
    }

    @Test func `a customer with thousands of orders has the latest of them as purchases`() throws {
        var world = try World()
        let buyer = [Shop.alias(.unionid, 1)]
        world.tell(Shop.imported("t", Shop.anna, at: Shop.minutes(1), aliases: buyer))
        let count = PurchaseReader.ordersMax + 50
        for number in 0..<count {
            world.tell(
                Shop.event(
                    "e\(number)", of: "N\(number)", at: Shop.minutes(Int64(number) + 2),
                    buyer: buyer))
        }
        try world.catchUp()
        let asOf = world.store.cursor.mark.sequence
        var last: JudgingCase?
        let pending = try world.store.pendingJudgements(limit: count)
        try world.store.judge(pending, asOf: asOf) { subject, directory in
            guard case .judging(let subject) = subject else { return nil }
            last = subject
            return judge(subject, directory: directory)
        }
        let purchases = try #require(last?.purchases)
        // The thousand that the journal named last before the order itself.
        #expect(purchases.count == PurchaseReader.ordersMax)
        #expect(purchases.first?.order == Shop.order("N49"))
        #expect(purchases.allSatisfy { $0.staff == Shop.anna })
    }

    @Test func `a cookie's touches belong to the customer it is tied to, else to the order alone`()
        throws
    {
        var world = try World()
        let (person, tied, loose) = (
            Shop.alias(.unionid, 1), Shop.alias(.visitor, 1), Shop.alias(.visitor, 2)
        )
        world.tell(Shop.click(visitor: 1))
        world.tell(Shop.click(visitor: 2))
        world.tell(Shop.view("v", aliases: [tied, person]))
        world.tell(Shop.event("a", of: "A", at: Shop.minutes(9), buyer: [person]))
        world.tell(Shop.event("b", of: "B", at: Shop.minutes(9), buyer: [loose]))
        world.tell(Shop.event("c", of: "C", at: Shop.minutes(9), buyer: [person, loose]))
        try world.catchUp()
        func belongings(_ id: String) throws -> [Belonging] {
            let pending = try #require(try world.pending(id))
            let subject = try world.store.judgingCase(
                for: pending, asOf: world.store.cursor.mark.sequence)
            return subject?.touches.map(\.belonging) ?? []
        }
        // C ties the second cookie to the customer too; B itself has no customer.
        #expect(try belongings("A") == [.customer, .customer, .customer])
        #expect(try belongings("B") == [.order])
        #expect(try belongings("C") == [.customer, .customer, .customer])
    }
}
