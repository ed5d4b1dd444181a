import Foundation
import MeritAttribution
import MeritCore
import MeritCrypto
import MeritJournal
import MeritLedger
import MeritOrders
import MeritStore
import MeritWorker
import Synchronization

/// The real journal, store and worker over a folder of their own, with a clock that histories set.
final class Pipeline {
    let folder: URL
    let store: Store
    private let journal: Journal
    private let worker: Worker
    private let clock: SetClock
    private var waiting = RecordBuffer()
    /// The records of the clicks, by the number a history names them by.
    private var clicks: [UInt64: Sequence] = [:]

    init() throws {
        folder = Self.fastFolder.appending(path: "merit-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let clock = SetClock()
        self.clock = clock
        var options = JournalOptions(node: .first)
        options.trafficSpaceMark = 0
        options.inboundSpaceMark = 0
        let disk = try RealDisk(
            directory: folder.appending(path: "journal").path, creating: .createIfMissing)
        journal = try Journal.open(
            options, disk: disk, run: RunID(high: 1, low: 1), now: { clock.now },
            randomness: { clock.tick() })
        store = try Store.open(folder: folder.appending(path: "store").path, access: .readWrite)
        let recorder = FactRecorder(
            journal: journal, now: { clock.now }, salt: { PersonalSalt(clock.tick(), 7) })
        worker = try Worker(store: store, journal: journal, recorder: recorder)
    }

    deinit {
        journal.close()
        store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// In memory where the system has such a place: nothing here has to outlive its test.
    private static var fastFolder: URL {
        let memory = URL(filePath: "/dev/shm")
        let isThere = FileManager.default.isWritableFile(atPath: memory.path)
        return isThere ? memory : FileManager.default.temporaryDirectory
    }

    var disk: RealDisk {
        get throws { try RealDisk(directory: folder.appending(path: "journal").path) }
    }

    /// Records, applies, judges and posts a whole history.
    func play(_ history: History) async throws {
        for step in history.steps { try await play(step) }
    }

    private func play(_ step: History.Step) async throws {
        switch step.act {
        case .fact(let fact): wait(fact, step)
        case .click(let click, let number):
            let next = journal.durable.sequence.value + UInt64(waiting.count) + 1
            clicks[number] = Sequence(next)
            wait(click, step)
        case .settle: try await settle(step)
        case .adjust(let order, let parts, let unit): try adjust(order, parts, unit, step)
        case .resolve(let order, let resolution): try resolve(order, resolution, step)
        case .rerun(let policy, let from, let to):
            wait(
                RerunProposed(
                    policy: policy, from: from, to: to, actor: Self.finance,
                    personal: Self.reason), step)
            try await settle(step)
            guard let rerun = try store.reruns(after: nil, limit: 100).last(where: { $0.isOpen })
            else { return }
            wait(
                RerunResolved(rerun: rerun.number, resolution: .approved, actor: Self.owner), step)
        case .close: try await close(step)
        }
    }

    private static let finance = Actor(person: PersonNumber(1), door: .apiKey)
    private static let owner = Actor(person: PersonNumber(2), door: .apiKey)
    private static let reason = Reason(reason: "because")

    /// What is recorded waits until the next settling, so that much is applied at once.
    private func wait(_ fact: any Fact, _ step: History.Step) {
        let clock = clock
        let fact = resolved(fact)
        waiting.append(fact, time: step.recordedAt, salt: { PersonalSalt(clock.tick(), 9) })
    }

    private func settle(_ step: History.Step) async throws {
        clock.set(step.recordedAt)
        if !waiting.isEmpty {
            let buffer = waiting
            waiting = RecordBuffer()
            _ = try await journal.append(buffer, class: .inbound)
        }
        try await worker.catchUp()
    }

    // MARK: People

    private func adjust(
        _ order: OrderKey, _ parts: [History.Part], _ unit: History.Unit, _ step: History.Step
    ) throws {
        var claim = AdjustmentProposed.Claim.weights(parts)
        if unit == .amounts {
            guard let base = try netBase(of: order), let last = parts.last else { return }
            var amounts = parts.dropLast().map {
                History.Part(payee: $0.payee, value: base * $0.value / 1_000)
            }
            let given = amounts.reduce(0) { $0 + $1.value }
            amounts.append(History.Part(payee: last.payee, value: base - given))
            claim = .amounts(amounts)
        }
        wait(
            AdjustmentProposed(
                order: order, claim: claim, actor: Self.finance, personal: Self.reason), step)
    }

    /// What the order's present amounts come to by the policy it was judged by.
    private func netBase(of order: OrderKey) throws -> UInt64? {
        guard let state = try store.orderState(of: order),
            let decision = try store.decisions(of: order).last?.decision,
            let policy = store.directory.policies.policy(decision.policy)
        else { return nil }
        let base = state.net(at: .distantFuture)
            .base(policy.creditBase, excluding: policy.excludedCategories)
        return UInt64(base.reduce(0) { $0 + $1.amount.value })
    }

    private func resolve(
        _ order: OrderKey, _ resolution: Resolution, _ step: History.Step
    ) throws {
        let open = try store.adjustments(of: order).last { $0.state == .open }
        guard let open else { return }
        wait(
            AdjustmentResolved(
                adjustment: open.number, resolution: resolution, actor: Self.owner,
                personal: nil), step)
    }

    private func close(_ step: History.Step) async throws {
        let closed = store.directory.closedThrough
        let periods = Set(try entries().map(\.period)).filter { period in
            closed.map { $0 < period } ?? true
        }
        guard let period = periods.min() else { return }
        wait(
            CloseProposed(
                period: period, waives: .badRecordsAndAppeals, actor: Self.finance,
                personal: Self.reason), step)
        try await settle(step)
        wait(CloseConfirmed(period: period, actor: Self.owner), step)
    }

    func entries() throws -> [LedgerEntry] {
        try store.entries(period: nil, after: 0, limit: 1_000_000)
    }

    // MARK: Clicks

    /// The fact with the clicks it names as the journal numbered them.
    private func resolved(_ fact: any Fact) -> any Fact {
        if let event = fact as? OrderEvent { return resolved(event) }
        if let view = fact as? BeaconTouch { return resolved(view) }
        return fact
    }

    private func resolved(_ alias: Alias) -> Alias {
        guard alias.kind == .click, alias.high == History.clickNames else { return alias }
        let sequence = clicks[alias.low] ?? Sequence(Sequence.bound - 1)
        return Alias(click: sequence, of: .first)
    }

    private func resolved(_ view: BeaconTouch) -> BeaconTouch {
        BeaconTouch(
            touchKind: view.touchKind, event: view.event, token: view.token,
            verdict: view.verdict, rejection: view.rejection, click: view.click.map(resolved),
            dwell: view.dwell, claimedAt: view.claimedAt, personal: view.personal)
    }

    private func resolved(_ event: OrderEvent) -> OrderEvent {
        var click = event.clickID
        if case .value(.verified(let alias)) = click { click = .value(.verified(resolved(alias))) }
        let event = OrderEvent(
            order: event.order, event: event.event, contentDigest: .zero, provenance: nil,
            type: event.type, orderVersion: event.orderVersion, occurredAt: event.occurredAt,
            currency: event.currency, createdAt: event.createdAt, paidAt: event.paidAt,
            completedAt: event.completedAt, store: event.store, lines: event.lines,
            freight: event.freight, token: event.token, clickID: click,
            assignedStaff: event.assignedStaff, refund: event.refund, buyer: event.buyer)
        return event.with(contentDigest: SHA256.hash(event.content))
    }
}

/// A clock that stands still until it is set; its ticks serve as random numbers.
final class SetClock: Sendable {
    private let state = Mutex((now: HistoryMaker.opened, ticks: UInt64(0)))

    var now: Timestamp { state.withLock { $0.now } }

    func set(_ time: Timestamp) { state.withLock { $0.now = max($0.now, time) } }

    func tick() -> UInt64 {
        state.withLock { state in
            state.ticks += 1
            return state.ticks
        }
    }
}

extension RerunRow {
    fileprivate var isOpen: Bool { state == .open }
}
