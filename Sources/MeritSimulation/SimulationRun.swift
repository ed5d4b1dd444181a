import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritOrders
import MeritStore
import Synchronization

/// One simulation, step by step.
struct SimulationRun: Sendable {
    private let question: SimulationQuestion
    private let ways: SimulationWays
    private let listening: Listening
    private let tell: SimulationTeller

    /// Orders that a thread takes at once.
    private static let chunk = 64
    /// About what an order and a touch take in a sweep.
    private static let sweepBytesOfOrder: UInt64 = 160
    private static let sweepBytesOfTouch: UInt64 = 20

    /// News since a sweep was made, up to which it is used and what they concern is judged from the
    /// store: some seconds, where a new sweep takes about a minute for ten million touches.
    private static let changedAliasesMax = 20_000
    private static let changedOrdersMax = 20_000

    init(
        _ question: SimulationQuestion, _ ways: SimulationWays, _ listening: Listening,
        _ tell: SimulationTeller
    ) {
        self.question = question
        self.ways = ways
        self.listening = listening
        self.tell = tell
    }

    func result() throws(SimulationFailure) -> SimulationResult {
        let orders = try reading { () throws(StoreError) in
            try question.orders { listening.goesOn ? .more : .stop }
        }
        guard let quick = QuickPolicy(question.draft) else { return try fromMemory(orders) }
        if orders.count <= ways.fewOrders { return try fromStore(orders[...]) }
        if ways.sweeps == .kept {
            if let sweep = try keptSweep(), let result = try fromSweep(sweep, quick) {
                return result
            }
            if let sweep = try newSweep(), let result = try fromSweep(sweep, quick) {
                return result
            }
        }
        return try fromMemory(orders)
    }

    // MARK: Each order from the store

    private func fromStore(_ orders: ArraySlice<Int64>) throws(SimulationFailure)
        -> SimulationResult
    {
        SimulationResult(try sums(ofEach: orders), question)
    }

    /// For drafts that know no relations: their orders know nothing of each other.
    private func sums(
        ofEach orders: ArraySlice<Int64>
    ) throws(SimulationFailure) -> SimulationSums {
        let directory = question.directoryOfDraftAlone
        let comparison = OrderComparison(draft: question.draft, directory: directory)
        let sums = Mutex(SimulationSums())
        try share(orders, .judging) { part throws(StoreError) in
            var outcome = GroupSimulation.Outcome()
            try question.store.simulatedCases(part, asOf: question.asOf, in: directory) {
                order, material throws(StoreError) in
                outcome.add(order, material, question, comparison)
            }
            sums.withLock { $0.add(outcome) }
        }
        return sums.withLock { $0 }
    }

    // MARK: From memory

    private func fromMemory(_ orders: [Int64]) throws(SimulationFailure) -> SimulationResult {
        let material = try loaded(orders)
        let sums = Mutex(SimulationSums())
        try share(orders.indices, .judging) { part throws(StoreError) in
            let outcome = try material.simulated(part)
            sums.withLock { $0.add(outcome) }
        }
        return SimulationResult(sums.withLock { $0 }, question)
    }

    private func loaded(_ orders: [Int64]) throws(SimulationFailure) -> SimulationMaterial {
        let (sweep, groups) = try read()
        return try reading { () throws(StoreError) in
            SimulationMaterial(
                sweep: sweep, groups: groups, orders: orders, created: question.created,
                group: GroupSimulation(
                    sweep: sweep, store: question.store, directory: question.directory,
                    published: question.moment.directory.policies, draft: question.draft,
                    comparison: question.comparison, ownAliases: try question.ownAliases(),
                    contacts: try SweptContacts(question.store, asOf: question.asOf)))
        }
    }

    /// Touches, bindings and what stands on orders, in memory.
    private func read() throws(SimulationFailure) -> (Sweep, OrderGroups) {
        let store = question.store
        let expected = try reading { () throws(StoreError) in Int(try store.counts().touches) }
        guard expected <= Simulation.touchesMax else { throw .tooLarge(touches: expected) }
        func step(_ done: Int) -> Store.SweepStep {
            tell(.reading, done, of: expected)
            return listening.goesOn ? .more : .stop
        }
        let found = try reading { () throws(StoreError) in
            let sweep = try Sweep.load(
                store, asOf: question.asOf, touches: expected, step: step)
            let groups = try OrderGroups(
                store, asOf: question.asOf, aliasCount: sweep.kinds.count,
                page: { step(sweep.touches.count) })
            return (sweep, groups)
        }
        guard listening.goesOn else { throw .cancelled }
        return found
    }

    // MARK: From a sweep

    /// A sweep, and the orders of which something changed since it was made.
    private struct UsedSweep {
        let file: SweepFile
        let changed: [Int64]
    }

    /// Nil where the file is not what was written.
    private func fromSweep(
        _ used: UsedSweep, _ policy: QuickPolicy
    ) throws(SimulationFailure) -> SimulationResult? {
        let sweep = used.file
        let owned = try reading { () throws(StoreError) in Set(try question.ownAliases().keys) }
        let judge = QuickJudge(
            policy, sweep.tables, QuickDirectory(question.moment.directory, sweep.tables),
            created: question.created, owned: owned, changed: Set(used.changed))
        let found = Mutex<[QuickSums]>([])
        let next = Mutex(0)
        let isWhole = Mutex(true)
        let total = sweep.blocks.reduce(0) { $0 + $1.orders }
        try onThreads { () throws(StoreError) in
            var judge = judge
            var words: [UInt64] = []
            var done = 0
            while listening.goesOn, let block = next.withLock({ sweep.block(&$0) }) {
                guard sweep.read(block, into: &words) else {
                    isWhole.withLock { $0 = false }
                    return
                }
                judge.judge(words)
                done += block.orders
                tell(.judging, done, of: total)
            }
            judge.finish()
            found.withLock { $0.append(judge.sums) }
        }
        guard listening.goesOn else { throw .cancelled }
        guard isWhole.withLock({ $0 }) else { return nil }
        let quick = found.withLock { $0 }
        var sums = try sums(ofEach: (used.changed + quick.flatMap(\.unclear))[...])
        try sums.add(quick) { numbers throws(SimulationFailure) in
            try self.sums(ofEach: numbers[...]).moved
        }
        return SimulationResult(sums, question)
    }

    /// The sweep that lies beside the store, where little changed since it was made.
    private func keptSweep() throws(SimulationFailure) -> UsedSweep? {
        let identity = question.moment.directory.identity
        let folder = question.store.generationFolder
        guard let file = SweepFile(folder: folder, identity: identity),
            file.asOf <= question.asOf
        else { return nil }
        if file.asOf == question.asOf { return UsedSweep(file: file, changed: []) }
        let changed = try reading { () throws(StoreError) in
            try question.store.changedOrders(
                behind: file.asOf, asOf: question.asOf, identity, limit: Self.changedAliasesMax)
        }
        guard let changed, changed.count <= Self.changedOrdersMax else { return nil }
        return UsedSweep(file: file, changed: changed)
    }

    /// A sweep of the moment; nil where none can be kept.
    private func newSweep() throws(SimulationFailure) -> UsedSweep? {
        let folder = question.store.generationFolder
        let identity = question.moment.directory.identity
        let (read, groups) = try read()
        let last = try reading { () throws(StoreError) in try question.store.lastOrder() }
        let bytes =
            UInt64(read.touches.count) * Self.sweepBytesOfTouch
            + UInt64(last) * Self.sweepBytesOfOrder
        guard let writer = try? SweepWriter(folder: folder, bytes: bytes) else { return nil }
        let builder = SweepBuilder(
            sweep: read, groups: groups, store: question.store, identity: identity,
            writer: writer, claims: SweepBuilder.OrderClaims(last))
        guard try make(builder, Array(1...max(1, last)).prefix(Int(last))) else {
            writer.discard()
            return nil
        }
        return SweepFile(folder: folder, identity: identity)
            .map { UsedSweep(file: $0, changed: []) }
    }

    /// False where the disk refused.
    private func make(
        _ builder: SweepBuilder, _ orders: ArraySlice<Int64>
    ) throws(SimulationFailure) -> Bool {
        let refused = Mutex(false)
        try share(orders, .reading, by: 4_096) { part throws(StoreError) in
            do throws(SweepBuilder.Failure) {
                if !refused.withLock({ $0 }) { try builder.add(part) }
            } catch {
                switch error {
                case .store(let error): throw error
                case .disk: refused.withLock { $0 = true }
                }
            }
        }
        guard listening.goesOn else {
            builder.writer.discard()
            throw .cancelled
        }
        guard !refused.withLock({ $0 }) else { return false }
        return (try? builder.writer.finish(question.asOf, builder.identity)) != nil
    }

    // MARK: Threads

    /// Cuts `items` into parts that the threads take one after the other.
    private func share<Items: RandomAccessCollection & Sendable>(
        _ items: Items, _ phase: SimulationProgress.Phase, by size: Int = chunk,
        _ body: @escaping @Sendable (Items.SubSequence) throws(StoreError) -> Void
    ) throws(SimulationFailure) where Items.Index == Int {
        let next = Mutex(items.startIndex)
        let count = items.count
        try onThreads { () throws(StoreError) in
            while listening.goesOn {
                let part = next.withLock { next in
                    defer { next = min(items.endIndex, next + size) }
                    return next..<min(items.endIndex, next + size)
                }
                guard !part.isEmpty else { return }
                try body(items[part])
                tell(phase, items.distance(from: items.startIndex, to: part.upperBound), of: count)
            }
        }
        guard listening.goesOn else { throw .cancelled }
    }

    /// Runs `body` on every thread at once and waits for all of them.
    private func onThreads(
        _ body: @escaping @Sendable () throws(StoreError) -> Void
    ) throws(SimulationFailure) {
        let failure = Mutex<StoreError?>(nil)
        let work: @Sendable () -> Void = {
            do throws(StoreError) {
                try body()
            } catch {
                failure.withLock { $0 = $0 ?? error }
            }
        }
        var helpers: [NamedThread] = []
        // Where there is no second thread, one does the work of both.
        for _ in 1..<question.threads {
            let helper = try? NamedThread("simulation") {
                Simulation.giveWay()
                work()
            }
            if let helper { helpers.append(helper) }
        }
        work()
        for helper in helpers { helper.join() }
        if let error = failure.withLock({ $0 }) { throw .store(error) }
    }

    private func reading<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(SimulationFailure) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            throw .store(error)
        }
    }
}

extension SweepFile {
    /// The next block, if there is one.
    func block(_ next: inout Int) -> Block? {
        guard next < blocks.count else { return nil }
        defer { next += 1 }
        return blocks[next]
    }
}

extension GroupSimulation.Outcome {
    /// Judges an order of which `created` says whether the draft is asked.
    mutating func add(
        _ order: SweptOrder, _ material: JudgingCase, _ question: SimulationQuestion,
        _ comparison: OrderComparison
    ) {
        guard let createdAt = order.state.createdAt, question.created.contains(createdAt) else {
            return
        }
        guard !order.isAdjusted else {
            adjusted += 1
            return
        }
        guard
            case .decided(let decision) = judge(
                material, directory: comparison.directory, detail: .credits)
        else {
            undecided += 1
            return
        }
        orders.append(comparison.compared(order, decision, material))
    }
}
