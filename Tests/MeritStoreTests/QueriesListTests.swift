import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import Testing

@testable import MeritStore

/// What the doors and reports list.
struct QueriesListTests {
    private static let user = [Shop.alias(.unionid, 7)]

    private static func part(_ staff: StaffNumber) -> [AdjustmentProposed.Part] {
        [AdjustmentProposed.Part(payee: staff, value: 1)]
    }

    @Test func `adjustments come page by page, open ones alone where asked for`() throws {
        var world = try World()
        for id in ["A", "B", "C"] { try world.order(id, at: Shop.noon, buyer: Self.user) }
        for id in ["A", "B", "C"] {
            try world.apply(Shop.adjustment(of: id, .weights(Self.part(Shop.anna))))
        }
        try world.apply(Shop.resolve(2, .declined))
        let store = world.store
        let all = try store.adjustments(after: nil, limit: 2, .all)
        #expect(all.map(\.number.value) == [1, 2])
        #expect(all.map(\.state) == [.open, .declined])
        let rest = try store.adjustments(after: AdjustmentNumber(2), limit: 2, .all)
        #expect(rest.map(\.order) == [Shop.order("C")])
        #expect(try store.adjustments(after: nil, limit: 9, .open).map(\.number.value) == [1, 3])
        #expect(try store.adjustment(AdjustmentNumber(2)) == all.last)
        #expect(try store.adjustment(AdjustmentNumber(9)) == nil)
        #expect(try store.adjustments(of: Shop.order("B")) == [all[1]])
        #expect(try store.adjustments(of: Shop.order("nowhere")).isEmpty)
    }

    @Test func `re-runs come by number`() throws {
        var world = try World()
        let day = world.store.directory.calendar.day(of: Shop.noon)
        for _ in 0..<3 {
            try world.apply(
                RerunProposed(
                    policy: Policy.defaultV1.id, from: day, to: day,
                    actor: World.actor(World.ines), personal: nil))
        }
        #expect(try world.store.reruns(after: nil, limit: 2).map(\.number.value) == [1, 2])
        #expect(
            try world.store.reruns(after: RerunNumber(2), limit: 2).map(\.number.value) == [3])
        #expect(try world.store.rerun(RerunNumber(3))?.state == .open)
        #expect(try world.store.rerun(RerunNumber(4)) == nil)
    }

    @Test func `a period is open, proposed, closed and sealed, one after the other`() throws {
        var world = try World()
        let at = Shop.noon.advanced(by: .days(-40))
        try world.order("A", at: at, buyer: Self.user)
        let period = world.store.directory.calendar.period(of: at)
        func row() throws -> PeriodRow? {
            try world.store.periods().first { $0.period == period }
        }
        #expect(try row()?.state == .open)
        #expect(try row()?.entries == 1)
        try world.apply(
            CloseProposed(
                period: period, waives: .nothing, actor: World.actor(World.ines), personal: nil))
        #expect(try row()?.state == .proposed)
        #expect(try row()?.proposal?.proposer == World.ines)
        #expect(try world.store.pendingSeal() == nil)
        let closing = try world.apply(
            CloseConfirmed(period: period, actor: World.actor(World.otto)))
        #expect(try row()?.state == .closed)
        #expect(try world.store.pendingSeal()?.recorded == closing)
        let seal = PeriodSealed(
            period: period, closing: closing,
            head: PeriodSealed.Head(number: 1, hash: try world.store.ledgerHead().hash),
            totals: [], files: [])
        try world.apply(seal)
        #expect(try row()?.state == .sealed)
        #expect(try world.store.seal(of: period) == seal)
        #expect(try world.store.seals() == [seal])
        #expect(try world.store.pendingSeal() == nil)
        #expect(try world.store.seal(of: period.next) == nil)
    }

    @Test func `late evidence comes page by page, by record and order`() throws {
        var world = try World()
        for id in ["A", "B"] { try world.order(id, at: Shop.noon, buyer: Self.user) }
        for (number, id) in ["A", "B"].enumerated() {
            world.tell(Shop.adjustment(of: id, .weights(Self.part(Shop.anna))))
            world.tell(Shop.resolve(UInt32(number + 1)))
        }
        try world.settle()
        world.now = Shop.minutes(90)
        for event in ["i1", "i2"] {
            try world.apply(
                Shop.imported(event, Shop.bert, at: Shop.minutes(-5), aliases: Self.user))
        }
        let store = world.store
        let all = try store.lateEvidence(after: nil, limit: 10)
        #expect(all.map(\.order.order.value) == ["A", "B", "A", "B"])
        #expect(all.allSatisfy { $0.reason == .adjusted && $0.recordedAt == world.now })
        var paged: [LateEvidenceRow] = []
        while let row = try store.lateEvidence(after: paged.last, limit: 1).first {
            paged.append(row)
        }
        #expect(paged == all)
        #expect(
            try store.lateEvidence(after: nil, from: Shop.minutes(91), limit: 9).isEmpty)
        #expect(try store.lateEvidence(of: Shop.order("B"), limit: 9).count == 2)
        let withoutLimit = try store.judgingCaseWithoutLimit(of: Shop.order("A"))
        #expect(withoutLimit?.touches.count == 2)
        #expect(withoutLimit?.firstDecidedAt == nil)
    }

    @Test func `hand-overs and contacts are known by their events`() throws {
        var world = try World()
        try world.apply(Shop.handOver("h", at: Shop.noon, aliases: Self.user))
        try world.apply(Shop.contact("c", at: Shop.noon, aliases: Self.user))
        try world.apply(
            Shop.contact("d", at: Shop.noon, aliases: Self.user, .deletedByStaff))
        let store = world.store
        #expect(try store.handOver(EventID(unchecked: "h"), .done) == .known)
        #expect(try store.handOver(EventID(unchecked: "h"), .waiting) == .unknown)
        #expect(try store.handOver(EventID(unchecked: "c"), .done) == .unknown)
        #expect(try store.contactChange(EventID(unchecked: "c")) == .known)
        #expect(try store.contactChange(EventID(unchecked: "d")) == .known)
        #expect(try store.contactChange(EventID(unchecked: "h")) == .unknown)
    }

    @Test func `orders without a booking instant are listed in the order they were named`() throws {
        var world = try World()
        world.tell(Shop.event("a", of: "A", .created))
        world.tell(Shop.event("b", of: "B"))
        world.tell(Shop.event("c", of: "C", .created))
        try world.settle()
        let first = try world.store.unbookedOrders(after: nil, limit: 1)
        #expect(first.map(\.order) == [Shop.order("A")])
        let rest = try world.store.unbookedOrders(after: first.last?.number, limit: 9)
        #expect(rest.map(\.order) == [Shop.order("C")])
        #expect(rest.first?.judgedAt == nil)
        #expect(rest.first?.createdAt == Shop.minutes(-2))
    }
}
