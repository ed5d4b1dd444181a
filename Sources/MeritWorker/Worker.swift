import MeritCore
package import MeritJournal
package import MeritStore

/// The single reader of the journal: applies every durable fact to the store, judges what is due,
/// posts what is due. One per store; its identity is the position it reads at.
///
/// Decisions and postings are facts that count only where they are *read back*: the worker appends
/// them and then meets them in the journal like any other fact. So a crash between two steps leaves
/// either nothing or a fact that the next start reads, and nothing is judged or posted twice.
package actor Worker {
    let store: Store
    let journal: Journal
    let limits: Limits
    let sealing: Sealing?
    let uptime: @Sendable () -> Duration
    var pace: ApplyPace
    var reader: JournalReader?
    var appended: Appended?
    private let recorder: FactRecorder
    private let probe: WorkerProbe
    private let thread: WorkerThread
    private var settling: [CheckedContinuation<Void, Never>] = []
    private var idleThrough: Sequence?

    /// How much one step takes on.
    package struct Limits: Sendable {
        /// Batches of the journal in one transaction.
        package var batchesApplied = 256
        /// Records in one transaction, as soon as a batch passes it; while far more are waiting,
        /// up to `ApplyPace.recordsMax` of them, and as many more batches, as long as a
        /// transaction takes about a second.
        package var recordsApplied = 8_192
        /// Orders judged in one append.
        package var ordersJudged = 512
        /// Orders posted in one append.
        package var ordersPosted = 512
        /// Candidates, aliases, shares and things examined after which an append takes no further
        /// decision. Each takes at most 200 bytes, and the last decision has some thousands, so an
        /// append stays below `RecordBuffer.byteCountMax`.
        package var evidenceJudged = 16_384
        /// Entries in one append, which take at most about 1 KB each; an order of more is posted
        /// in parts.
        package var entriesPosted = 8_192
        package init() {}
    }

    /// What was appended and is to be met in the journal.
    enum Appended {
        case decisions(ClosedRange<Sequence>)
        case posting(Sequence)
        case seal(Sequence)
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        // Safe: the worker holds its executor.
        unsafe thread.asUnownedSerialExecutor()
    }

    /// Without `sealing` no closed month is sealed. `uptime` rises with time; without it the worker
    /// never takes on more than its limits say.
    package init(
        store: Store, journal: Journal, recorder: FactRecorder, sealing: Sealing? = nil,
        limits: Limits = Limits(),
        uptime: @escaping @Sendable () -> Duration = { .zero },
        probe: @escaping WorkerProbe = { _ in .goOn }
    ) throws(WorkerError) {
        self.store = store
        self.sealing = sealing
        self.uptime = uptime
        pace = ApplyPace(near: limits.recordsApplied)
        self.journal = journal
        self.recorder = recorder
        self.limits = limits
        self.probe = probe
        thread = try WorkerThread()
    }

    /// Works until the task is cancelled or something fails; whoever waits for the store is told,
    /// unless the failure is transient: then `run` may be called again.
    package func run() async throws(WorkerError) {
        do throws(WorkerError) {
            while !Task.isCancelled {
                if try await step() { continue }
                reportIdle()
                await journal.waitUntilDurable(after: store.cursor.mark.sequence)
            }
            throw .cancelled
        } catch {
            // What may go by itself is the caller's to try again; whoever waits goes on waiting.
            if !error.isTransient { stopWaiters(error) }
            throw error
        }
    }

    /// Works until nothing durable is left to apply, judge or post.
    package func catchUp() async throws(WorkerError) {
        while try await step() {}
        reportIdle()
    }

    /// Returns once the running worker has nothing left to do that was durable before the call.
    package func waitUntilSettled() async {
        let target = journal.durable.sequence
        while (idleThrough.map { $0 < target } ?? true) && !isStopped {
            await withCheckedContinuation { settling.append($0) }
        }
    }

    private var isStopped = false

    /// One thing at a time, in this order: nothing is judged before everything durable is applied,
    /// nothing is posted before everything due is judged, and nothing is sealed before everything
    /// due is posted.
    private func step() async throws(WorkerError) -> Bool {
        if try apply() { return true }
        if try await judge() { return true }
        if try await post() { return true }
        return try await seal()
    }

    // MARK: Around

    func append(_ facts: [any Fact]) async throws(WorkerError) -> Sequence {
        do throws(JournalRefusal) {
            return try await recorder.record(all: facts, class: .decision)
        } catch {
            throw .refused(error)
        }
    }

    func read<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(WorkerError) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            throw .store(error)
        }
    }

    func pass(_ point: WorkerPoint) throws(WorkerError) {
        if case .stop = probe(point) { throw .stopped(point) }
    }

    private func reportIdle() {
        idleThrough = store.cursor.mark.sequence
        wakeSettling()
    }

    private func stopWaiters(_ error: WorkerError) {
        isStopped = true
        if case .store(let storeError) = error {
            store.stopWaiting(storeError)
        } else {
            store.stopWaiting(.stopped)
        }
        wakeSettling()
    }

    private func wakeSettling() {
        let waiting = settling
        settling = []
        for continuation in waiting { continuation.resume() }
    }
}
