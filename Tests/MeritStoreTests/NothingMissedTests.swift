import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritOrders
import Testing

@testable import MeritStore

/// Random histories of everything: whatever comes later, in whatever order, the decisions in force
/// are what judging everything anew makes of it, and every store computed anew is the same.
struct NothingMissedTests {
    private let north = DepartmentCode(unchecked: "BJ")
    private let carl = StaffNumber(unchecked: 1_003)

    private func people(_ random: inout SeededGenerator) -> [Alias] {
        let all: [Alias] = [
            Shop.alias(.unionid, .random(in: 1...4, using: &random)),
            Shop.alias(.phone, .random(in: 1...3, using: &random)),
            Shop.alias(.externalUserID, .random(in: 1...3, using: &random)),
            Shop.alias(.member, .random(in: 1...3, using: &random)),
            Shop.alias(.visitor, .random(in: 1...4, using: &random)),
        ]
        return Array(all.shuffled(using: &random).prefix(.random(in: 1...2, using: &random)))
            .sorted()
    }

    private func somebody(_ random: inout SeededGenerator) -> StaffNumber {
        [Shop.anna, Shop.bert, carl, Shop.house].randomElement(using: &random) ?? Shop.anna
    }

    private func orderEvent(
        _ step: Int, at: Timestamp, _ random: inout SeededGenerator
    ) -> OrderEvent {
        let id = "O\(Int.random(in: 1...7, using: &random))"
        let version = UInt64(step)
        switch Int.random(in: 0..<9, using: &random) {
        case 0:
            return Shop.event(
                "r\(step)", of: id, .refunded, version: version, at: at, lines: nil,
                refund: Shop.refund("R\(step % 3)", "1", Int64(step * 3)))
        case 1:
            return Shop.event(
                "u\(step)", of: id, version: version, at: at, paid: .cleared,
                buyer: people(&random).filter { $0.kind != .visitor })
        case 2:
            return Shop.event(
                "z\(step)", of: id, version: version, at: at, lines: [],
                buyer: people(&random).filter { $0.kind != .visitor })
        default:
            let assigned: Leaf<StaffNumber> =
                Int.random(in: 0..<6, using: &random) == 0
                ? .value(somebody(&random)) : .absent
            return Shop.event(
                "e\(step)", of: id, version: version, at: at,
                lines: [("1", Int64(1_000 + step))],
                buyer: people(&random).filter { $0.kind != .visitor }, assigned: assigned)
        }
    }

    private func staffRow(
        at: Timestamp, _ random: inout SeededGenerator
    ) -> StaffSet {
        let staff = [Shop.anna, Shop.bert, carl].randomElement(using: &random) ?? carl
        let others = [Shop.anna, Shop.bert, carl, nil] as [StaffNumber?]
        let isHouse = Int.random(in: 0..<6, using: &random) == 0
        return Shop.row(
            staff, department: isHouse ? north : Shop.department,
            employedTo: Bool.random(using: &random) ? at : nil,
            successor: others.randomElement(using: &random) ?? nil,
            isHouse ? .houseAccount : .guide,
            effectiveFrom: Bool.random(using: &random) ? at : nil,
            aliases: Bool.random(using: &random)
                ? [Shop.alias(.unionid, .random(in: 1...4, using: &random))] : [])
    }

    /// One more fact; `at` is some time around which things happened.
    private func tell(
        _ step: Int, at: Timestamp, to world: inout World, _ random: inout SeededGenerator
    ) {
        let staff = somebody(&random)
        let aliases = people(&random)
        switch Int.random(in: 0..<24, using: &random) {
        case 0...1:
            world.tell(Shop.click(staff, visitor: .random(in: 1...4, using: &random)))
        case 2: world.tell(Shop.view("v\(step / 2)", staff, aliases: aliases))
        case 3...6:
            let kind: TouchKind = Bool.random(using: &random) ? .linkClick : .contactAdded
            world.tell(
                Shop.imported("i\(step / 2)", staff, at: at, aliases: aliases, kind: kind))
        case 7...8: world.tell(Shop.contact("c\(step / 2)", staff, at: at, aliases: aliases))
        case 9:
            world.tell(
                Shop.contact(
                    "d\(step / 2)", staff, at: at, aliases: aliases, .deletedByCustomer))
        case 10...11:
            world.tell(
                Shop.handOver(
                    "h\(step / 2)", from: staff, to: somebody(&random), at: at,
                    aliases: aliases, Bool.random(using: &random) ? .done : .waiting))
        case 12:
            if aliases.count > 1 { world.tell(Shop.split(aliases[0], aliases[1])) }
        case 13...14: world.tell(staffRow(at: at, &random))
        case 15:
            world.tell(
                Shop.place(
                    Bool.random(using: &random) ? north : Shop.department,
                    store: Bool.random(using: &random) ? Shop.store : nil,
                    effectiveFrom: Bool.random(using: &random) ? at : nil))
        case 16:
            let change: StaffRevocation.Change = Bool.random(using: &random) ? .revoked : .restored
            world.tell(StaffRevocation(staff: staff, change: change, actor: .system))
        default: world.tell(orderEvent(step, at: at, &random))
        }
    }

    /// Judges what is pending, with other facts recorded between the judgements and their records.
    private func judgeAround(
        _ step: Int, at: Timestamp, _ world: inout World, _ random: inout SeededGenerator
    ) throws {
        try world.catchUp()
        let onTheirWay = try world.store.decisionsDue(limit: 50)
        for offset in 0..<Int.random(in: 0...4, using: &random) {
            tell(step * 10 + offset + 10_000, at: at, to: &world, &random)
        }
        for decision in onTheirWay { world.tell(decision) }
        try world.catchUp()
    }

    private func history(
        _ random: inout SeededGenerator, steps: Int, policies: [Policy]
    ) throws -> World {
        var world = try World(policies)
        world.tell(Shop.place(north))
        for step in 0..<steps {
            world.now = Shop.minutes(Int64(step) * 6)
            let at = Shop.minutes(
                Int64(step) * 6 - .random(in: 0...1_500, using: &random))
            tell(step, at: at, to: &world, &random)
            switch Int.random(in: 0..<10, using: &random) {
            case 0: try world.settle()
            case 1: try judgeAround(step, at: at, &world, &random)
            default: break
            }
        }
        try world.settle()
        return world
    }

    /// `default-v1` with every setting that looks at more.
    private static let curious = Policy(
        id: PolicyID(unchecked: "curious"), effectiveFrom: .distantPast, judgingInstant: .paid,
        booking: Booking(moment: .paid, delay: .zero), creditBase: .paid, excludedCategories: [],
        selfPurchase: .exclude, crossStore: .sameStoreOnly, leaver: .house, rejudgeFor: .days(9),
        relation: RelationTerms(
            bindOn: [.touch(.contactAdded), .touch(.linkClick), .purchase],
            validity: .length(.hours(20)), protection: .length(.hours(2)), renew: .onAny,
            capture: .afterProtection, endOnDelete: .ends),
        rules: [
            Rule(name: "till", source: .posAssign),
            Rule(
                name: "all",
                source: .touches(
                    TouchSelection([.linkClick, .pageView, .contactAdded], .hours(12)),
                    model: .linear, shareWithBound: BasisPoints(3_000))),
            Rule(name: "bound", source: .relation(phase: .valid)),
            Rule(name: "store", source: .house),
        ])

    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func `decisions are what judging everything anew makes of it`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let policies = seed.isMultiple(of: 2) ? [Policy.defaultV1] : [Self.curious]
        let world = try history(&random, steps: 220, policies: policies)
        try world.expectNothingMissed("seed \(seed)")
        let decided = try world.store.counts().decisions
        #expect(decided > 20, "seed \(seed): the history judges something")
        let late = try world.store.lateEvidence(after: nil, limit: 1)
        #expect(late.isEmpty, "seed \(seed): everything came in time")
    }

    @Test(arguments: 21...26 as ClosedRange<UInt64>)
    func `a store computed anew in other transactions has the same rows`(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var world = try history(&random, steps: 120, policies: [Policy.defaultV1])
        try books(&world, &random)
        for _ in 0..<3 {
            let sizes = (0..<60).map { _ in Int.random(in: 1...9, using: &random) }
            try world.expectSameRows(inTransactionsOf: sizes)
        }
        try world.expectSameRows(inTransactionsOf: Array(repeating: 1, count: 2_000))
    }

    @Test(arguments: 31...34 as ClosedRange<UInt64>)
    func `erasing everybody leaves every entry and every decision that counted`(
        seed: UInt64
    ) throws {
        var random = SeededGenerator(seed: seed)
        var world = try history(&random, steps: 120, policies: [Policy.defaultV1])
        try books(&world, &random)
        let other = try TemporaryFolder()
        let rebuilt = try Store.open(folder: other.store, access: .readWrite)
        for batch in world.tape.erased.batches([400]) { _ = try rebuilt.apply(batch) }
        #expect(
            try rebuilt.tableDigests()["entries"] == world.store.tableDigests()["entries"],
            "seed \(seed)")
        for order in try world.store.orders(after: nil, limit: 100) {
            #expect(
                try rebuilt.decisions(of: order).map(\.sequence)
                    == world.store.decisions(of: order).map(\.sequence), "seed \(seed) \(order)")
        }
    }

    /// Adjustments, a re-run, a close, and everything else again behind them.
    private func books(_ world: inout World, _ random: inout SeededGenerator) throws {
        for (index, order) in try world.store.orders(after: nil, limit: 3).enumerated() {
            world.tell(
                Shop.adjustment(
                    of: order.order.value,
                    .weights([AdjustmentProposed.Part(payee: Shop.anna, value: 2)])))
            world.tell(Shop.resolve(UInt32(index + 1)))
            tell(5_000 + index, at: Shop.minutes(10), to: &world, &random)
        }
        let day = world.store.directory.calendar.day(of: Shop.noon)
        world.tell(
            RerunProposed(
                policy: Policy.defaultV1.id, from: day.advanced(by: -1), to: day,
                actor: World.actor(World.ines), personal: nil))
        world.tell(
            RerunResolved(
                rerun: RerunNumber(1), resolution: .approved, actor: World.actor(World.otto)))
        for step in 6_000..<6_040 {
            tell(step, at: Shop.minutes(20), to: &world, &random)
            if step % 10 == 0 { try judgeAround(step, at: Shop.minutes(5), &world, &random) }
        }
        try world.settle()
        guard let period = Period("2026-11") else { return }
        world.now = Shop.minutes(60 * 24 * 45)
        world.tell(
            CloseProposed(
                period: period, waives: .badRecordsAndAppeals, actor: World.actor(World.ines),
                personal: nil))
        world.tell(CloseConfirmed(period: period, actor: World.actor(World.otto)))
        try world.catchUp()
        #expect(world.store.directory.closedThrough == period)
        for step in 7_000..<7_040 { tell(step, at: Shop.minutes(20), to: &world, &random) }
        try world.settle()
        #expect(try !world.store.lateEvidence(after: nil, limit: 1).isEmpty)
    }
}
