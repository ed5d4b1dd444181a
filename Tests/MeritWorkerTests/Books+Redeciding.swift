import BooksFixture
import Foundation
import MeritCore
import MeritJournal
import MeritLedger
import MeritStore
import MeritWorker
import Synchronization
import Testing

extension Books {
    var sealed: SealedFolder { SealedFolder(folder.appending(path: "sealed").path) }

    /// A worker that seals closed months.
    func sealingWorker(
        limits: Worker.Limits = .init(), probe: @escaping WorkerProbe = { _ in .goOn }
    ) throws -> Worker {
        try Worker(
            store: store, journal: journal, recorder: recorder, sealing: Sealing(sealed),
            limits: limits, probe: probe)
    }

    /// Works until nothing is left, beginning anew after each of `crashes` at `point` at the most.
    /// Returns how often it crashed.
    func work(
        crashingAt point: WorkerPoint, limits: Worker.Limits = .small
    ) async throws -> Int {
        var crashes = 0
        while crashes < 200 {
            do {
                let worker = try sealingWorker(limits: limits) { $0 == point ? .stop : .goOn }
                try await worker.catchUp()
                return crashes
            } catch let error as WorkerError {
                guard case .stopped = error else { throw error }
                crashes += 1
                try reopen()
            }
        }
        Issue.record("the worker does not come to an end")
        return crashes
    }

    /// What judging every decision again finds.
    func redecision() throws -> Redecision.Report {
        var redecision = try Redecision(store: store, disk: try disk)
        return try redecision.run()
    }

    /// Everything that verification finds wrong, decisions and sealed months too.
    func allDifferences() throws -> [String] {
        let scratch = try emptyStore("scratch-\(UUID().uuidString)")
        defer { scratch.close() }
        var verification = Verification(
            store: store, disk: try disk, sealed: sealed, depth: .decisions)
        return try verification.run(scratch: scratch).differences.map { difference in
            "\(difference.code): \(difference.message)"
        }
    }

    /// Whether a store computed anew has the same ledger bytes and the same rows.
    func rebuildDiffers() throws -> [String] {
        let anew = try emptyStore("anew-\(UUID().uuidString)")
        defer { anew.close() }
        _ = try Rebuild.fill(anew, from: try disk)
        var differing = try Books.ledger(of: anew) == ledger() ? [] : ["ledger"]
        let (made, kept) = (try anew.tableDigests(), try store.tableDigests())
        differing += made.keys.filter { made[$0] != kept[$0] }.sorted()
        return differing
    }

    /// By order, line and payee; those that sum to 0 left out.
    func sums() throws -> [String: Int64] {
        try store.entries(period: nil, after: 0, limit: 100_000)
            .reduce(into: [String: Int64]()) { sums, entry in
                let key = "\(entry.order.order)/\(entry.line)/\(entry.staff.value)"
                sums[key, default: 0] += entry.amount.value
            }
            .filter { $0.value != 0 }
    }

    /// The decisions on an order, as recorded.
    func decisions(_ order: String) throws -> [Decision] {
        try store.decisions(of: Story.key(order)).map(\.decision)
    }
}

extension Books {
    /// A recorder that lets something else be recorded in front of its first facts.
    func recorder(before act: @escaping @Sendable () -> Void) -> FactRecorder {
        let first = FirstTime()
        return FactRecorder(
            journal: journal,
            now: {
                if first.isNow() { act() }
                return Story.begin.advanced(by: .days(17))
            }, salt: { PersonalSalt(5, 6) })
    }
}

/// True once.
private final class FirstTime: Sendable {
    private let asked = Mutex(false)

    func isNow() -> Bool {
        asked.withLock { asked in
            defer { asked = true }
            return !asked
        }
    }
}
