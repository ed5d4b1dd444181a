import MeritAttribution
import MeritCore
package import MeritJournal
import MeritLedger
package import MeritStore

/// The single reader of the journal: applies every durable fact to the store, judges what is due,
/// posts what is due. One per store; its identity is the position it reads at.
///
/// Decisions and postings are facts that count only where they are *read back*: the worker appends
/// them and then meets them in the journal like any other fact. So a crash between two steps leaves
/// either nothing or a fact that the next start reads, and nothing is judged or posted twice.
package actor Worker {
    private let store: Store
    private let journal: Journal
    private let recorder: FactRecorder
    private let limits: Limits
    private let probe: WorkerProbe
    private let thread: WorkerThread
    private var reader: JournalReader?
    private var settling: [CheckedContinuation<Void, Never>] = []
    private var idleThrough: Sequence?
    private var appended: Appended?

    /// How much one step takes on.
    package struct Limits: Sendable {
        /// Batches of the journal in one transaction.
        package var batchesApplied = 256
        /// Records in one transaction, as soon as a batch passes it.
        package var recordsApplied = 8_192
        /// Orders judged in one append.
        package var ordersJudged = 512
        /// Orders posted in one append.
        package var ordersPosted = 512
        /// Candidates and aliases after which an append takes no further decision. Each takes at
        /// most 200 bytes and a decision has at most 1 200, so an append stays below
        /// `RecordBuffer.byteCountMax`.
        package var evidenceJudged = 16_384
        /// Entries in one append, which take at most about 1 KB each; an order of more is posted
        /// in parts.
        package var entriesPosted = 8_192
        package init() {}
    }

    /// What was appended and is to be met in the journal.
    private enum Appended {
        case decisions(ClosedRange<Sequence>)
        case posting(Sequence)
    }

    package nonisolated var unownedExecutor: UnownedSerialExecutor {
        // Safe: the worker holds its executor.
        unsafe thread.asUnownedSerialExecutor()
    }

    package init(
        store: Store, journal: Journal, recorder: FactRecorder, limits: Limits = Limits(),
        probe: @escaping WorkerProbe = { _ in .goOn }
    ) throws(WorkerError) {
        self.store = store
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
    /// and nothing is posted before everything due is judged.
    private func step() async throws(WorkerError) -> Bool {
        if try apply() { return true }
        if try await judge() { return true }
        return try await post()
    }

    // MARK: Applying

    private func apply() throws(WorkerError) -> Bool {
        let batches = try nextBatches()
        guard !batches.isEmpty else { return false }
        do throws(StoreError) {
            _ = try store.apply(batches)
        } catch {
            // The reader stands behind batches that were not applied: read them again.
            reader = nil
            throw .store(error)
        }
        try pass(.rowsCommitted)
        try noteReadBack()
        return true
    }

    private func nextBatches() throws(WorkerError) -> [JournalBatch] {
        do throws(JournalError) {
            if reader == nil { reader = try journal.reader(from: store.cursor) }
            var batches: [JournalBatch] = []
            var records = 0
            while batches.count < limits.batchesApplied, records < limits.recordsApplied,
                let batch = try reader?.next()
            {
                records += batch.records.count
                batches.append(batch)
            }
            return batches
        } catch {
            throw .journal(error)
        }
    }

    private func noteReadBack() throws(WorkerError) {
        let applied = store.cursor.mark.sequence
        switch appended {
        case .decisions(let sequences) where sequences.upperBound <= applied:
            appended = nil
            try checkTaken(sequences)
            try pass(.decisionReadBack)
        case .posting(let sequence) where sequence <= applied:
            appended = nil
            try checkTaken(sequence...sequence)
            try pass(.postingReadBack)
        default: break
        }
    }

    /// What this worker appended and the store did not take would be appended again, and again,
    /// until the disk is full: a defect of this program that has to stop it.
    private func checkTaken(_ sequences: ClosedRange<Sequence>) throws(WorkerError) {
        let before = Sequence(sequences.lowerBound.value - 1)
        let refused = try read { () throws(StoreError) in
            try store.badRecords(after: before, limit: 1, .all).first
        }
        guard let refused, sequences.contains(refused.sequence) else { return }
        throw .notTaken(refused.sequence, code: refused.code)
    }

    // MARK: Deciding

    /// Judges what is pending as of everything applied, and appends the decisions as one batch.
    private func judge() async throws(WorkerError) -> Bool {
        let decisions = try read { () throws(StoreError) in
            let asOf = store.cursor.mark.sequence
            let directory = store.directory
            var decisions: [Decision] = []
            var evidence = 0
            for pending in try store.pendingJudgements(limit: limits.ordersJudged) {
                guard evidence < limits.evidenceJudged else { break }
                guard let material = try store.judgingCase(for: pending, asOf: asOf) else {
                    continue
                }
                if case .decided(let decision) = MeritAttribution.judge(
                    material, directory: directory)
                {
                    decisions.append(decision)
                    evidence += decision.candidates.count + decision.customer.count
                }
            }
            return decisions
        }
        guard !decisions.isEmpty else { return false }
        let first = try await append(decisions)
        appended = .decisions(first...first.advanced(by: UInt64(decisions.count - 1)))
        try pass(.decisionAppended)
        return true
    }

    // MARK: Posting

    /// Computes the entries of all orders due, numbers and chains them, and appends one posting.
    private func post() async throws(WorkerError) -> Bool {
        var faults: [String] = []
        let posting = try read { () throws(StoreError) -> Posting? in
            let due = try store.ordersDue(limit: limits.ordersPosted)
            guard !due.isEmpty else { return nil }
            var draft = PostingDraft(
                head: try store.ledgerHead(), entriesMax: limits.entriesPosted)
            for order in due where !draft.isFull {
                guard let material = try store.postingCase(for: order) else { continue }
                let drafts = entriesDue(material, calendar: store.directory.calendar)
                faults += material.conservationFaults(after: drafts).map { "\(order): \($0)" }
                draft.take(drafts, of: order)
            }
            return draft.posting(asOf: store.cursor.mark.sequence)
        }
        guard let posting else { return false }
        guard faults.isEmpty else { throw .notConserved(faults) }
        appended = .posting(try await append([posting]))
        try pass(.postingAppended)
        return true
    }

    // MARK: Around

    private func append(_ facts: [any Fact]) async throws(WorkerError) -> Sequence {
        do throws(JournalRefusal) {
            return try await recorder.record(all: facts, class: .decision)
        } catch {
            throw .refused(error)
        }
    }

    private func read<Value>(
        _ body: () throws(StoreError) -> Value
    ) throws(WorkerError) -> Value {
        do throws(StoreError) {
            return try body()
        } catch {
            throw .store(error)
        }
    }

    private func pass(_ point: WorkerPoint) throws(WorkerError) {
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
