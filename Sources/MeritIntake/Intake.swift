import MeritCore
package import MeritJournal
package import MeritStore
import Synchronization

/// The one way by which order events, imported touches and bad records get into the journal. Its
/// identity is the data directory's set of used ids: whoever records such a thing in this process
/// does it here, so that of equal ids exactly one is recorded, for ever.
package final class Intake: Sendable {
    package let journal: Journal
    package let recorder: FactRecorder
    package let store: Store
    package let vault: Vault
    package let keys: KeyHolder
    package let clock: ServiceClock
    /// Unpredictable bytes.
    package let random: @Sendable (_ count: Int) -> [UInt8]

    private let state: Mutex<State>

    private struct State {
        var index = IntakeIndex()
        var isLoaded = false
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var waiterLast: UInt64 = 0
        var rehearsals = Rehearsals()
    }

    /// Whether ids are known up to the journal's end.
    package enum Readiness: Sendable {
        case ready
        case loading
    }

    package init(
        journal: Journal, recorder: FactRecorder, store: Store, vault: Vault, keys: KeyHolder,
        clock: ServiceClock, random: @escaping @Sendable (_ count: Int) -> [UInt8]
    ) {
        self.journal = journal
        self.recorder = recorder
        self.store = store
        self.vault = vault
        self.keys = keys
        self.clock = clock
        self.random = random
        state = Mutex(State())
    }

    package var readiness: Readiness { state.withLock { $0.isLoaded ? .ready : .loading } }

    /// Inputs that are recorded and not known to be applied.
    package var waitingCount: Int {
        let applied = store.cursor.mark.sequence
        return state.withLock { state in
            state.index.forget(appliedThrough: applied)
            return state.index.recordedCount
        }
    }

    /// Why the ids in use could not be learnt.
    package enum LoadFault: Error {
        case journal(JournalError)
    }

    /// Learns the ids that are recorded but not applied. Until it returns, the doors answer
    /// `not_ready`. Blocks while it reads; the worker may apply at the same time.
    package func load() throws(LoadFault) {
        do throws(JournalError) {
            let end = journal.durable.sequence
            var reader = try journal.reader(from: store.cursor)
            while reader.position.mark.sequence < end, let batch = try reader.next() {
                let notes = batch.records.compactMap { IntakeNote($0) }
                state.withLock { state in
                    for note in notes {
                        state.index.note(note.key, content: note.content, at: note.sequence)
                    }
                }
            }
        } catch {
            throw .journal(error)
        }
        state.withLock { $0.isLoaded = true }
    }

    /// Decides on a key as of what the store has applied by now.
    func claim(_ key: IntakeIndex.Key) -> IntakeIndex.Claim {
        // Read before the claim: what is forgotten by then is visible to a look-up after it.
        let applied = store.cursor.mark.sequence
        return state.withLock { state in
            state.index.forget(appliedThrough: applied)
            return state.index.claim(key)
        }
    }

    /// The content that is recorded under a key and not known to be applied.
    func content(of key: IntakeIndex.Key) -> Digest? {
        state.withLock { $0.index.content(of: key) }
    }

    func beginRehearsal(of source: ImportSource) {
        state.withLock { $0.rehearsals.begin(source) }
    }

    /// What would become of an item; `recorded` is the content under its id by now.
    func rehearse(
        _ item: IntakeItem, recorded: Digest?, in source: ImportSource
    ) -> LineOutcome {
        let known =
            recorded
            ?? state.withLock { $0.rehearsals.take(item.key, item.content, in: source) }
        guard let known else { return .accepted }
        return known == item.content ? .duplicate : .conflict
    }

    /// Ends a claim and wakes whoever waited for it.
    func settle(_ key: IntakeIndex.Key, _ settlement: IntakeIndex.Settlement) {
        let woken = state.withLock { state in
            state.index.settle(key, settlement).compactMap { state.waiters.removeValue(forKey: $0) }
        }
        for waiter in woken { waiter.resume() }
    }

    /// How waiting for a key ended.
    enum WaitEnd {
        case settled
        case tooMany
    }

    /// Returns when the key, found busy, is settled. A claim is always settled: its holder waits
    /// for nothing but the journal and the store.
    func wait(for key: IntakeIndex.Key) async -> WaitEnd {
        let isRefused = Mutex(false)
        await withCheckedContinuation { continuation in
            let decision = state.withLock { state in
                state.waiterLast += 1
                let decision = state.index.wait(state.waiterLast, for: key)
                if decision == .wait { state.waiters[state.waiterLast] = continuation }
                return decision
            }
            if decision == .tooMany { isRefused.withLock { $0 = true } }
            if decision != .wait { continuation.resume() }
        }
        return isRefused.withLock { $0 } ? .tooMany : .settled
    }
}
