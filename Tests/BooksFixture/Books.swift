package import Foundation
import MeritAttribution
package import MeritCore
import MeritCrypto
package import MeritJournal
import MeritLedger
package import MeritStore
package import MeritWorker
import Synchronization

/// The books of one temporary directory: a real journal and a real store, opened as often as a test
/// likes. Time is a counter, so that two runs of one story are the same to the byte.
package final class Books {
    package let folder: URL
    package private(set) var journal: Journal
    package private(set) var store: Store
    package private(set) var recorder: FactRecorder
    private let clock: StoryClock

    package init() throws {
        folder = FileManager.default.temporaryDirectory.appending(
            path: "merit-worker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        clock = StoryClock()
        (journal, store, recorder) = try Self.open(folder, clock)
    }

    deinit {
        journal.close()
        store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Ends journal and store and opens them anew, as a new process would.
    package func reopen() throws {
        journal.close()
        store.close()
        (journal, store, recorder) = try Self.open(folder, clock)
    }

    package func worker(
        limits: Worker.Limits = .init(), probe: @escaping WorkerProbe = { _ in .goOn }
    ) throws -> Worker {
        try Worker(store: store, journal: journal, recorder: recorder, limits: limits, probe: probe)
    }

    package func record(_ facts: [any Fact]) async throws {
        for fact in facts { _ = try await recorder.record(fact, class: .inbound) }
    }

    package var disk: RealDisk {
        get throws { try RealDisk(directory: folder.appending(path: "journal").path) }
    }

    /// An empty store beside the one in use.
    package func emptyStore(_ name: String) throws -> Store {
        try Store.create(folder: folder.appending(path: name).path)
    }

    /// The whole ledger as finance exports it.
    package func ledger() throws -> [String] { try Self.ledger(of: store) }

    package static func ledger(of store: Store) throws -> [String] {
        try store.entries(period: nil, after: 0, limit: 100_000).map {
            String(decoding: $0.jsonLine, as: UTF8.self)
        }
    }

    /// The codes of what verification finds wrong.
    package func differences(_ head: Head? = nil) throws -> [String] {
        let scratch = try emptyStore("scratch-\(UUID().uuidString)")
        defer { scratch.close() }
        var verification = Verification(store: store, disk: try disk, oldHead: head)
        return try verification.run(scratch: scratch).differences.map(\.code)
    }

    private static func open(
        _ folder: URL, _ clock: StoryClock
    ) throws -> (Journal, Store, FactRecorder) {
        var options = JournalOptions(node: .first)
        options.trafficSpaceMark = 0
        options.inboundSpaceMark = 0
        let disk = try RealDisk(
            directory: folder.appending(path: "journal").path, creating: .createIfMissing)
        let journal = try Journal.open(
            options, disk: disk, run: RunID(high: 1, low: clock.tick()),
            now: { clock.now }, randomness: { clock.tick() })
        let store = try Store.open(
            folder: folder.appending(path: "store").path, access: .readWrite)
        let recorder = FactRecorder(
            journal: journal, now: { clock.now }, salt: { PersonalSalt(clock.tick(), 7) })
        return (journal, store, recorder)
    }
}

/// Time and "randomness" of a story: each reading is one later than the one before.
package final class StoryClock: Sendable {
    private let value = Mutex<UInt64>(0)

    package func tick() -> UInt64 {
        value.withLock { value in
            value += 1
            return value
        }
    }

    package var now: Timestamp { Timestamp(milliseconds: 1_795_000_000_000 + Int64(tick())) }
}
