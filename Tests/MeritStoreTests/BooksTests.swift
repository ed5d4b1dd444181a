import MeritAttribution
import MeritCommands
import MeritCore
import MeritLedger
import MeritOrders
import Testing

@testable import MeritStore

/// What two persons do together: adjustments, re-runs, closes.
struct BooksTests {
    private let user = Shop.alias(.unionid, 7)

    private func part(_ staff: StaffNumber, _ value: UInt64) -> AdjustmentProposed.Part {
        AdjustmentProposed.Part(payee: staff, value: value)
    }

    /// An order of 100.00 at noon that the store has, judged at one.
    private func judged(_ policies: [Policy] = [Policy.defaultV1]) throws -> World {
        var world = try World(policies)
        world.now = Shop.minutes(60)
        try world.order("A", at: Shop.noon, buyer: [user])
        world.now = Shop.minutes(120)
        return world
    }

    // MARK: Adjustments

    @Test func `an approved adjustment replaces the weights, and later refunds use them`() throws {
        var world = try judged()
        try world.apply(
            Shop.adjustment(
                of: "A", .amounts([part(Shop.anna, 7_000), part(Shop.bert, 3_000)])))
        #expect(try world.pending().isEmpty)
        let approval = try world.apply(Shop.resolve(1))
        #expect(
            try world.pending("A")
                == PendingJudgement(
                    order: Shop.order("A"), judgedAt: Shop.noon, cause: approval,
                    occasion: .adjustment))
        try world.settle()
        #expect(try world.payees("A") == [Shop.anna, Shop.bert])
        #expect(try world.balance("A", Shop.anna) == 7_000)
        #expect(try world.balance("A", Shop.house) == 0)
        let posted = try world.store.entries(of: Shop.order("A")).dropFirst()
        #expect(posted.allSatisfy { $0.kind == .adjustment && $0.cause == approval })
        #expect(posted.reduce(0) { $0 + $1.amount.value } == 0)
        try world.apply(
            Shop.event(
                "r", of: "A", .refunded, version: 2, at: Shop.minutes(130), lines: nil,
                refund: Shop.refund("R", "1", 1_000)))
        try world.settle()
        #expect(try world.balance("A", Shop.anna) == 6_300)
        #expect(try world.balance("A", Shop.bert) == 2_700)
        try world.expectSameRows(inTransactionsOf: [16, 1, 1, 1, 1])
    }

    @Test func `evidence leaves an adjusted order alone and is listed`() throws {
        var world = try judged()
        world.tell(Shop.adjustment(of: "A", .weights([part(Shop.anna, 1)])))
        let approval = try world.apply(Shop.resolve(1))
        // Before the decision that says so is read back, and afterwards.
        let early = try world.apply(
            Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        #expect(try world.pending("A")?.cause == approval)
        try world.settle()
        let till = try world.apply(
            Shop.event(
                "till", of: "A", version: 2, at: Shop.noon, lines: [("1", 10_000)], buyer: [user],
                assigned: .value(Shop.bert)))
        let row = try world.apply(
            Shop.row(Shop.house, .guide, effectiveFrom: Shop.minutes(-60)))
        #expect(try world.pending().isEmpty)
        #expect(try world.late("A").map(\.cause) == [early, till, row])
        #expect(try world.late("A").map(\.reason) == [.adjusted, .adjusted, .adjusted])
        try world.settle()
        #expect(try world.payees("A") == [Shop.anna])
        try world.expectSameRows(inTransactionsOf: [18, 1, 1, 1])
    }

    @Test func `a judgement on its way to an order that is adjusted meanwhile does not count`()
        throws
    {
        var world = try judged()
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        try world.apply(Shop.adjustment(of: "A", .weights([part(Shop.anna, 1)])))
        let onItsWay = try world.store.decisionsDue(limit: 10)
        #expect(onItsWay.map(\.occasion) == [.evidence])
        world.tell(Shop.resolve(1))
        for decision in onItsWay { world.tell(decision) }
        try world.catchUp()
        #expect(try world.payees("A") == [Shop.house])
        #expect(try world.pending("A")?.occasion == .adjustment)
        try world.settle()
        // Also one that comes behind the adjustment's.
        for decision in onItsWay { world.tell(decision) }
        try world.settle()
        #expect(try world.payees("A") == [Shop.anna])
        #expect(try world.store.badRecords(after: .zero, limit: 10, .all).isEmpty)
        try world.expectSameRows(inTransactionsOf: [17, 1, 1, 1, 1])
    }

    @Test func `two approvals in one batch: the first wins`() throws {
        var world = try judged()
        world.tell(Shop.adjustment(of: "A", .weights([part(Shop.anna, 1)])))
        let own = world.tell(Shop.resolve(1, by: World.ines))
        let first = world.tell(Shop.resolve(1))
        let second = world.tell(Shop.resolve(1, .declined, by: World.ines))
        try world.catchUp()
        #expect(try world.refusal(own) == "same_person")
        #expect(try world.refusal(first) == nil)
        #expect(try world.refusal(second) == "adjustment_closed")
        let row = try world.store.adjustment(AdjustmentNumber(1))
        #expect(row?.resolved == first)
        #expect(row?.state == .approved)
    }

    @Test func `an adjustment names amounts that still sum to the net base when it is approved`()
        throws
    {
        var world = try judged()
        try world.apply(Shop.adjustment(of: "A", .amounts([part(Shop.anna, 10_000)])))
        let other = try world.apply(Shop.adjustment(of: "A", .weights([part(Shop.bert, 1)])))
        #expect(try world.refusal(other) == "adjustment_open")
        world.tell(
            Shop.event(
                "r", of: "A", .refunded, version: 2, at: Shop.minutes(130), lines: nil,
                refund: Shop.refund("R", "1", 1_000)))
        let approval = try world.apply(Shop.resolve(1))
        #expect(try world.refusal(approval) == "adjustment_stale")
        #expect(try world.pending().isEmpty)
        let unknown = try world.apply(Shop.adjustment(of: "Z", .weights([part(Shop.anna, 1)])))
        #expect(try world.refusal(unknown) == "order_not_judged")
    }

    @Test func `what is due beside an adjustment is posted by the former weights`() throws {
        var world = try judged()
        let former = try #require(try world.store.decisions(of: Shop.order("A")).last?.sequence)
        world.tell(
            Shop.event(
                "r", of: "A", .refunded, version: 2, at: Shop.minutes(130), lines: nil,
                refund: Shop.refund("R", "1", 1_000)))
        world.tell(Shop.adjustment(of: "A", .weights([part(Shop.anna, 1)])))
        try world.apply(Shop.resolve(1))
        for decision in try world.store.decisionsDue(limit: 10) { world.tell(decision) }
        try world.catchUp()
        let subject = try #require(try world.store.postingCase(for: Shop.order("A")))
        #expect(subject.formerly?.record == former)
        try world.settle()
        let entries = try world.store.entries(of: Shop.order("A"))
        let adjusted = entries.filter { $0.kind == .adjustment }.reduce(0) { $0 + $1.amount.value }
        #expect(adjusted == 0)
        #expect(entries.filter { $0.kind == .reversal }.map(\.staff) == [Shop.house])
        #expect(try world.balance("A", Shop.anna) == 9_000)
    }

    @Test func `an adjustment does not touch relations`() throws {
        var world = try World()
        world.now = Shop.minutes(-10_900)
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-11_010), aliases: [user]))
        try world.order("A", at: Shop.minutes(-11_000), buyer: [user])
        world.now = Shop.minutes(60)
        try world.order("B", at: Shop.noon, buyer: [user])
        world.tell(Shop.adjustment(of: "A", .weights([part(Shop.anna, 1)])))
        try world.apply(Shop.resolve(1))
        for decision in try world.store.decisionsDue(limit: 10) { world.tell(decision) }
        try world.catchUp()
        #expect(try world.pending().isEmpty)
        try world.settle()
        #expect(try world.payees("B") == [Shop.bert])
        // What the order was before goes on being a purchase: until its lines say otherwise.
        try world.apply(
            Shop.event(
                "cut", of: "A", version: 2, at: Shop.minutes(-11_000), lines: [], buyer: [user]))
        #expect(try world.pending() == ["B"])
        try world.settle()
        #expect(try world.payees("B") == [Shop.house])
        try world.expectNothingMissed()
    }

    // MARK: Re-runs

    private static let byCreation = Policy(
        id: PolicyID(unchecked: "at-creation"), effectiveFrom: Shop.minutes(100_000),
        judgingInstant: .created, booking: Booking(moment: .paid, delay: .zero),
        creditBase: .goods, excludedCategories: [], rejudgeFor: .hours(72),
        relation: Policy.defaultV1.relation,
        rules: [
            Rule(
                name: "any click",
                source: .touches(
                    TouchSelection([.linkClick], .days(7)), model: .firstTouch,
                    shareWithBound: nil))
        ])

    private func rerun(_ world: inout World, days: ClosedRange<Int>) throws -> Sequence {
        let day = world.store.directory.calendar.day(of: Shop.noon)
        world.tell(
            RerunProposed(
                policy: Self.byCreation.id, from: day.advanced(by: days.lowerBound),
                to: day.advanced(by: days.upperBound), actor: World.actor(World.ines),
                personal: nil))
        let approval = world.tell(
            RerunResolved(
                rerun: RerunNumber(1), resolution: .approved, actor: World.actor(World.otto)))
        try world.catchUp()
        return approval
    }

    @Test func `a re-run judges the orders created on its days by the named policy`() throws {
        var world = try judged([Policy.defaultV1, Self.byCreation])
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        try world.order("Y", at: Shop.minutes(-1_440), buyer: [Shop.alias(.unionid, 9)])
        try world.order("Z", at: Shop.minutes(1), buyer: [Shop.alias(.unionid, 10)])
        world.tell(Shop.adjustment(of: "Z", .weights([part(Shop.anna, 1)])))
        world.tell(Shop.resolve(1))
        try world.settle()
        #expect(try world.payees("A") == [Shop.bert])
        let approval = try rerun(&world, days: 0...0)
        #expect(try world.refusal(approval) == nil)
        #expect(try world.pending() == ["A"])
        #expect(try world.pending("A")?.occasion == .rerun)
        #expect(try world.pending("A")?.judgedAt == Shop.minutes(-2))
        try world.settle()
        #expect(try world.decisions("A").last?.policy == Self.byCreation.id)
        // It stays with that policy when evidence judges it again.
        try world.apply(Shop.imported("j", Shop.anna, at: Shop.minutes(-9), aliases: [user]))
        #expect(try world.pending("A")?.judgedAt == Shop.minutes(-2))
        #expect(try world.pending("A")?.occasion == .evidence)
        try world.settle()
        #expect(try world.decisions("A").last?.policy == Self.byCreation.id)
        #expect(try world.payees("A") == [Shop.anna])
        try world.expectNothingMissed()
        try world.expectSameRows(inTransactionsOf: [25, 2, 2])
    }

    @Test func `evidence beside a re-run that waits leaves it a re-run`() throws {
        var world = try judged([Policy.defaultV1, Self.byCreation])
        world.tell(Shop.imported("i", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        try world.catchUp()
        let onItsWay = try world.store.decisionsDue(limit: 10)
        _ = try rerun(&world, days: -3...3)
        for decision in onItsWay { world.tell(decision) }
        let touch = try world.apply(
            Shop.imported("j", Shop.anna, at: Shop.minutes(-9), aliases: [user]))
        #expect(
            try world.pending("A")
                == PendingJudgement(
                    order: Shop.order("A"), judgedAt: Shop.minutes(-2), cause: touch,
                    occasion: .rerun))
        try world.settle()
        #expect(try world.decisions("A").last?.policy == Self.byCreation.id)
        try world.expectSameRows(inTransactionsOf: [20, 1, 1])
    }

    // MARK: Closing

    /// November is over, and closed with everything settled.
    private func closed() throws -> World {
        var world = try judged([Policy.defaultV1, Self.byCreation])
        world.now = Shop.minutes(60 * 24 * 40)
        let period = try #require(Period("2026-11"))
        let proposal = try world.apply(
            CloseProposed(
                period: period, waives: .nothing, actor: World.actor(World.ines), personal: nil))
        #expect(try world.refusal(proposal) == nil)
        let close = try world.apply(
            CloseConfirmed(period: period, actor: World.actor(World.otto)))
        #expect(try world.refusal(close) == nil)
        #expect(world.store.directory.closedThrough == period)
        return world
    }

    @Test func `a closed period takes no evidence, and what it lacks goes to the next one`() throws
    {
        var world = try closed()
        let contact = try world.apply(
            Shop.contact("c", Shop.bert, at: Shop.minutes(-5), aliases: [user]))
        let till = try world.apply(
            Shop.event(
                "till", of: "A", version: 2, at: Shop.noon, lines: [("1", 10_000)], buyer: [user],
                assigned: .value(Shop.bert)))
        #expect(try world.pending().isEmpty)
        #expect(try world.late("A").map(\.cause) == [contact, till])
        #expect(try world.late("A").allSatisfy { $0.reason == .closed })
        try world.apply(
            Shop.event(
                "r", of: "A", .refunded, version: 3, at: Shop.minutes(30), lines: nil,
                refund: Shop.refund("R", "1", 1_000)))
        try world.settle()
        #expect(try world.balance("A", Shop.house) == 9_000)
        #expect(
            try world.store.entries(of: Shop.order("A")).map(\.period.description)
                == ["2026-11", "2026-12"])
        // The order's booking instant moves out of the closed period: it can be judged again.
        try world.apply(
            Shop.event(
                "moved", of: "A", version: 4, at: world.now, lines: [("1", 10_000)], buyer: [user]))
        #expect(try world.pending() == ["A"])
        try world.settle()
        try world.expectSameRows(inTransactionsOf: [15, 4, 1, 1])
        let again = try Store.open(folder: world.folder.store, access: .readOnly)
        #expect(again.directory == world.store.directory)
    }

    @Test func `a re-run leaves closed periods alone`() throws {
        var world = try closed()
        let approval = try rerun(&world, days: -1...1)
        #expect(try world.refusal(approval) == nil)
        #expect(try world.pending().isEmpty)
        try world.settle()
        #expect(try world.decisions("A").last?.policy == Policy.defaultV1.id)
    }

    @Test func `closing is refused while anything is unfinished, with the list`() throws {
        var world = try judged()
        world.now = Shop.minutes(60 * 24 * 40)
        let period = try #require(Period("2026-11"))
        func propose(_ period: Period, _ world: inout World) throws -> OutcomeRow.Verdict? {
            let proposal = try world.apply(
                CloseProposed(
                    period: period, waives: .nothing, actor: World.actor(World.ines),
                    personal: nil))
            return try world.store.outcome(of: proposal)?.verdict
        }
        world.tell(Shop.adjustment(of: "A", .weights([part(Shop.anna, 1)])))
        world.tell(Shop.event("b", of: "B", at: Shop.minutes(9), buyer: []))
        world.tell(
            Shop.event(
                "r", of: "A", .refunded, version: 2, at: Shop.minutes(30), lines: nil,
                refund: Shop.refund("R", "1", 1_000)))
        guard case .refused(let refusal)? = try propose(period, &world) else {
            Issue.record("a period with unfinished business may be closed")
            return
        }
        #expect(refusal.code.rawValue == "close_refused")
        #expect(refusal.details.count == 3)
        try world.settle()
        world.tell(Shop.resolve(1, .declined))
        guard case .accepted? = try propose(period, &world) else {
            Issue.record("a settled period may not be closed")
            return
        }
        // An entry posted since makes the proposal stale.
        world.tell(
            Shop.event("r2", of: "A", .cancelled, version: 3, at: Shop.minutes(40), lines: nil))
        try world.settle()
        let stale = try world.apply(
            CloseConfirmed(period: period, actor: World.actor(World.otto)))
        #expect(try world.refusal(stale) == "close_stale")
        let early = try world.apply(
            CloseProposed(
                period: period.next.next, waives: .nothing, actor: World.actor(World.ines),
                personal: nil))
        #expect(try world.refusal(early) == "close_out_of_order")
    }

    @Test func `a period is sealed once, for the close that the seal names`() throws {
        var world = try closed()
        let closing = try #require(try world.store.pendingSeal())
        func seal(_ record: Sequence) -> PeriodSealed {
            PeriodSealed(
                period: closing.period, closing: record,
                head: PeriodSealed.Head(number: 1, hash: .zero), totals: [],
                files: [PeriodSealed.File(name: "entries.csv", bytes: 3, digest: .zero)])
        }
        try world.apply(seal(closing.proposal))
        #expect(try world.store.seal(of: closing.period) == nil)
        try world.apply(seal(closing.recorded))
        try world.apply(seal(closing.recorded))
        #expect(try world.store.seal(of: closing.period) == seal(closing.recorded))
        #expect(try world.store.pendingSeal() == nil)
        let bad = try world.store.badRecords(after: .zero, limit: 9, .all)
        #expect(bad.map(\.code) == ["unknown_closing", "unknown_closing"])
    }

    @Test func `who gave whom a key keeps them from acting together`() throws {
        var world = try judged()
        world.tell(
            APIKeyChanged(
                key: "k1", change: .issued, person: World.otto, scopes: ["books"],
                actor: World.actor(World.ines), personal: nil))
        world.tell(Shop.adjustment(of: "A", .weights([part(Shop.anna, 1)])))
        let approval = try world.apply(Shop.resolve(1))
        #expect(try world.refusal(approval) == "person_related")
        let again = try Store.open(folder: world.folder.store, access: .readOnly)
        #expect(again.directory.keyIssues == world.store.directory.keyIssues)
        #expect(again.directory.keyIssues.count == 1)
        try world.expectSameRows(inTransactionsOf: [14, 2])
    }
}
