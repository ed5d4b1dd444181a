import MeritAttribution
import MeritCore
import MeritJournal

/// What a store shows of how far it is, and who waits for it to come further.
struct Progress: Sendable {
    /// Called once: with nil when the fact was applied, else with the reason why it was not.
    typealias Waiter = CheckedContinuation<StoreError?, Never>

    var cursor: JournalPosition
    var directory: Directory
    var directoryVersion: UInt64 = 0
    /// Why nothing will be applied any more.
    var ended: StoreError?
    private var waiters: [UInt64: Waiting] = [:]
    private var nextWaiter: UInt64 = 0

    private struct Waiting {
        let sequence: Sequence
        let waiter: Waiter
    }

    init(cursor: JournalPosition, directory: Directory) {
        self.cursor = cursor
        self.directory = directory
    }

    /// How many wait.
    var waiting: Int { waiters.count }

    /// A name under which to wait and to stop waiting.
    mutating func newWaiter() -> UInt64 {
        nextWaiter += 1
        return nextWaiter
    }

    mutating func add(_ waiter: Waiter, _ name: UInt64, for sequence: Sequence) {
        waiters[name] = Waiting(sequence: sequence, waiter: waiter)
    }

    mutating func take(_ name: UInt64) -> Waiter? {
        waiters.removeValue(forKey: name)?.waiter
    }

    /// Those who wait for something up to `sequence`; they are to be resumed outside the lock.
    mutating func takeWaiters(through sequence: Sequence) -> [Waiter] {
        if waiters.isEmpty { return [] }
        let done = waiters.filter { $0.value.sequence <= sequence }
        for name in done.keys { waiters[name] = nil }
        return done.values.map(\.waiter)
    }

    mutating func takeAllWaiters() -> [Waiter] {
        defer { waiters.removeAll() }
        return waiters.values.map(\.waiter)
    }
}
