import Foundation
import MeritAttribution
import MeritCore
import MeritLedger
import MeritOrders
import MeritReports
import MeritSimulation
import MeritStore
import Testing

/// A simulation of the policy that is published against the books that it made: over random
/// histories in which nothing came too late and nobody adjusted or ran again.
struct SimulatedHistoryTests {
    private static let count = number("MERIT_SIMULATED_HISTORIES").map { Int($0) } ?? 150
    private static let seed = number("MERIT_SIMULATED_SEED") ?? 283_216_399_867

    private static func number(_ name: String) -> UInt64? {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) }
    }

    @Test func `the published policy, simulated, is the ledger`() async throws {
        print("simulated: \(Self.count) histories from seed \(Self.seed)")
        let compared = try await Self.overHistories { seed in
            try await Self.compare(Self.undisturbed(HistoryMaker.history(seed: seed)))
        }
        print("simulated: \(compared)")
        // Most histories are worth nothing where nothing is compared.
        #expect(compared.orders > Self.count / 2, "seed \(Self.seed)")
        #expect(compared.amount > 0, "seed \(Self.seed)")
    }

    @Test func `each way to a result comes to the same`() async throws {
        print("ways: \(Self.count) histories from seed \(Self.seed)")
        let compared = try await Self.overHistories { seed in
            try await Self.compareWays(HistoryMaker.history(seed: seed))
        }
        print("ways: \(compared)")
        #expect(compared.orders > Self.count / 2, "seed \(Self.seed)")
        #expect(compared.moved > Self.count / 4, "seed \(Self.seed)")
    }

    /// What comes of every history, several at a time.
    private static func overHistories(
        _ body: @escaping @Sendable (UInt64) async throws -> Compared
    ) async throws -> Compared {
        try await withThrowingTaskGroup(of: Compared.self) { group in
            for lane in 0..<lanes {
                group.addTask {
                    var compared = Compared()
                    for offset in stride(from: lane, to: count, by: lanes) {
                        compared.add(try await body(seed &+ UInt64(offset)))
                    }
                    return compared
                }
            }
            return try await group.reduce(into: Compared()) { $0.add($1) }
        }
    }

    private static let lanes = 2

    /// What was compared.
    private struct Compared: CustomStringConvertible {
        var histories = 0
        var late = 0
        var orders = 0
        var undecided = 0
        var amount: Int128 = 0
        var moved = 0

        var description: String {
            "\(orders) orders of \(histories) histories, \(amount) fen, \(moved) orders moved; "
                + "\(undecided) orders undecided, \(late) histories left out"
        }

        mutating func add(_ other: Compared) {
            histories += other.histories
            late += other.late
            orders += other.orders
            undecided += other.undecided
            amount += other.amount
            moved += other.moved
        }
    }

    /// The history without what people decide against the policy.
    private static func undisturbed(_ history: History) -> History {
        history.with(
            history.steps.filter { step in
                switch step.act {
                case .adjust, .resolve, .rerun, .close: false
                case .fact, .click, .settle: true
                }
            })
    }

    private static func compare(_ history: History) async throws -> Compared {
        let pipeline = try Pipeline()
        try await pipeline.play(history)
        let store = pipeline.store
        var compared = Compared(histories: 1)
        let late = try store.lateEvidence(after: nil, limit: 1)
        guard late.isEmpty else { return Compared(late: 1) }
        for (policy, days) in tenures(store.directory) {
            let before = try store.rowDigest()
            let result = try await simulate(store, policy, days)
            let name = "seed \(history.seed), policy \(policy.id), \(days.first) to \(days.last)"
            #expect(result.movedCount == 0, "\(name): \(result.moved.first.map { "\($0)" } ?? "")")
            try expectLedger(result, pipeline, days, name)
            #expect(try store.rowDigest() == before, "\(name)")
            compared.orders += result.orders
            compared.undecided += result.undecided
            compared.amount += result.totals.reduce(0) { $0 + $1.after.netBase }
        }
        return compared
    }

    /// Each policy with whole business days in which it is in force for what is created.
    private static func tenures(_ directory: Directory) -> [(policy: Policy, days: DayRange)] {
        let calendar = directory.calendar
        let first = calendar.day(of: HistoryMaker.begin.advanced(by: .days(-400)))
        let last = calendar.day(of: HistoryMaker.begin.advanced(by: .days(400)))
        var found: [(policy: Policy, days: DayRange)] = []
        var day = first
        while day <= last {
            defer { day = day.advanced(by: 1) }
            let start = calendar.start(of: day)
            let end = calendar.end(of: day)
            let next = directory.policies.change(after: start)
            guard let policy = directory.policies.inForce(createdAt: start),
                next.map({ $0 >= end }) ?? true
            else { continue }
            if let tenure = found.last, tenure.policy.id == policy.id,
                tenure.days.last.advanced(by: 1) == day
            {
                found[found.count - 1].days = DayRange(first: tenure.days.first, last: day)
            } else {
                found.append((policy, DayRange(first: day, last: day)))
            }
        }
        return found
    }

    /// Drafts that a sweep can answer, by way of it, of memory, and of the store alone.
    private static func compareWays(_ history: History) async throws -> Compared {
        let pipeline = try Pipeline()
        try await play(history, on: pipeline)
        var compared = Compared(histories: 1)
        let calendar = pipeline.store.directory.calendar
        let first = calendar.day(of: HistoryMaker.begin.advanced(by: .days(-60)))
        let many = DayRange(first: first, last: first.advanced(by: 200))
        let few = DayRange(first: first.advanced(by: 70), last: first.advanced(by: 90))
        for row in pipeline.store.directory.policies.rows {
            let draft = plain(row.policy)
            for days in [many, few] {
                let name = "seed \(history.seed), policy \(draft.id), \(days.first)"
                let results = try await [
                    simulate(pipeline.store, draft, days, memory),
                    simulate(pipeline.store, draft, days, sweep),
                    simulate(pipeline.store, draft, days, storeAlone),
                ]
                let texts = results.map { String(decoding: $0.rendered(as: .json), as: UTF8.self) }
                expectSame(texts[1], texts[0], "\(name): sweep and memory")
                expectSame(texts[2], texts[0], "\(name): store and memory")
                compared.orders += results[0].orders
                compared.moved += results[0].movedCount
                compared.undecided += results[0].undecided
                compared.amount += results[0].totals.reduce(0) { $0 + $1.after.netBase }
            }
        }
        return compared
    }

    /// Plays the history and makes a sweep on the way, so that what follows is news to it.
    private static func play(_ history: History, on pipeline: Pipeline) async throws {
        let middle = history.steps.count * Int(history.seed % 5) / 5
        try await pipeline.play(history.with(Array(history.steps[..<middle])))
        guard let policy = pipeline.store.directory.policies.rows.first?.policy else {
            return try await pipeline.play(history.with(Array(history.steps[middle...])))
        }
        let first = CivilDate(daysSince1970: 20_000)
        let days = DayRange(first: first, last: first.advanced(by: 2_000))
        _ = try await simulate(pipeline.store, plain(policy), days, sweep)
        try await pipeline.play(history.with(Array(history.steps[middle...])))
    }

    private static func expectSame(_ found: String, _ expected: String, _ name: String) {
        guard found != expected else { return }
        let lines = zip(found.split(separator: "\n"), expected.split(separator: "\n"))
        let different = lines.filter { $0 != $1 }.prefix(4).map { "\($0) / \($1)" }
        Issue.record("\(name): \(different)")
    }

    private static let memory = SimulationWays(fewOrders: 0, sweeps: .never)
    private static let sweep = SimulationWays(fewOrders: 0, sweeps: .kept)
    private static let storeAlone = SimulationWays(fewOrders: .max, sweeps: .never)

    /// The policy without relations and stores, under another name.
    private static func plain(_ policy: Policy) -> Policy {
        let rules = policy.rules.compactMap { rule -> Rule? in
            switch rule.source {
            case .relation: nil
            case .touches(let selection, let model, _):
                Rule(
                    name: rule.name,
                    source: .touches(selection, model: model, shareWithBound: nil))
            case .posAssign, .orderParam, .house: rule
            }
        }
        return Policy(
            id: PolicyID(unchecked: "\(policy.id)-plain"), effectiveFrom: policy.effectiveFrom,
            judgingInstant: policy.judgingInstant, booking: policy.booking,
            creditBase: policy.creditBase, excludedCategories: policy.excludedCategories,
            selfPurchase: policy.selfPurchase, leaver: policy.leaver,
            rejudgeFor: policy.rejudgeFor, rules: rules)
    }

    private static func simulate(
        _ store: Store, _ policy: Policy, _ days: DayRange, _ ways: SimulationWays = .usual
    ) async throws -> SimulationResult {
        let simulation = Simulation(store: store, draft: policy, days: days, ways: ways)
        for await event in simulation.events() {
            switch event {
            case .progress: break
            case .finished(let result): return result
            case .failed(let failure): throw failure
            }
        }
        throw SimulationFailure.cancelled
    }

    /// The sums of the simulation are those of the entries of the orders created in the days.
    private static func expectLedger(
        _ result: SimulationResult, _ pipeline: Pipeline, _ days: DayRange, _ name: String
    ) throws {
        let calendar = pipeline.store.directory.calendar
        let created = calendar.start(of: days.first)..<calendar.end(of: days.last)
        var sums: [String: Int128] = [:]
        var judged = 0
        for key in try pipeline.store.orders(after: nil, limit: 1_000) {
            guard let state = try pipeline.store.orderState(of: key),
                let createdAt = state.createdAt, created.contains(createdAt)
            else { continue }
            let isJudged = try !pipeline.store.decisions(of: key).isEmpty
            let policy = pipeline.store.directory.policies.inForce(createdAt: createdAt)
            if isJudged, policy?.judgingInstant(of: state) != nil { judged += 1 }
            for entry in try pipeline.entries() where entry.order == key {
                let key = "\(entry.staff.value) \(entry.department?.value ?? "-")"
                sums[key, default: 0] += Int128(entry.amount.value)
            }
        }
        #expect(result.orders == judged, "\(name)")
        var found: [String: Int128] = [:]
        for row in result.rows {
            found["\(row.staff.value) \(row.department?.value ?? "-")"] = row.after
        }
        #expect(found.filter { $0.value != 0 } == sums.filter { $0.value != 0 }, "\(name)")
    }
}
