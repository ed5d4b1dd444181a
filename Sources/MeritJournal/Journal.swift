package import MeritCore
import Synchronization

/// The journal of one directory, open for appending. Its identity is the run: the lock on the
/// directory, the thread `journal` that writes, and the numbers it gives out.
///
/// Guarantees: a submission answered as durable survives the end of the process, of the system,
/// and of the power supply, on hardware that honours flush. Sequences have no holes. After a failed
/// sync nothing is acknowledged any more. Whoever opens a journal closes it.
package final class Journal: Sendable {
    private static let spareBuffersMax = 64
    private static let spareBufferBytesMax = 1 << 20

    package let run: RunID
    package let node: NodeNumber
    /// What opening found and did.
    package let recovery: RecoveryReport
    let disk: any Disk
    let options: JournalOptions
    let shared: Mutex<JournalShared>
    let pipe: WakePipe
    let helper: SerialThread
    private let now: @Sendable () -> Timestamp

    /// Opens the journal in `disk`'s directory, takes its lock, recovers it where it was not
    /// closed, and starts writing as `run`, which has never been used before. Blocks. `randomness`
    /// gives 64 random bits a call.
    package static func open(
        _ options: JournalOptions, disk: any Disk, run: RunID,
        now: @escaping @Sendable () -> Timestamp, randomness: @escaping @Sendable () -> UInt64
    ) throws(JournalError) -> Journal {
        try concerning(nil) { () throws(DiskError) in
            try uninterrupted { () throws(DiskError) in try disk.setLock(.exclusive) }
        }
        do throws(JournalError) {
            let recovered = try JournalRecovery(disk: disk, options: options).run()
            precondition(!recovered.segments.contains { $0.run == run }, "a run is used once")
            return try Journal(
                options, disk: disk, run: run, recovered: recovered, now: now,
                randomness: randomness)
        } catch {
            try? disk.setLock(.released)
            throw error
        }
    }

    private init(
        _ options: JournalOptions, disk: any Disk, run: RunID, recovered: RecoveredJournal,
        now: @escaping @Sendable () -> Timestamp, randomness: @escaping @Sendable () -> UInt64
    ) throws(JournalError) {
        self.options = options
        self.disk = disk
        self.run = run
        self.now = now
        node = options.node
        recovery = recovered.report
        shared = Mutex(JournalShared(recovered))
        let threads = try concerning(nil) { () throws(DiskError) in
            (try WakePipe(), try SerialThread("journal-prep"))
        }
        (pipe, helper) = threads
        let preparation = SegmentPreparation(disk: disk, perform: threads.1.perform)
        let writer = JournalWriter(
            recovered, options: options, disk: disk, run: run, supply: preparation.supply,
            randomness: randomness)
        var commit = GroupCommit(
            writer, options: options, disk: disk, run: run, recovered: recovered.report.cut,
            now: now)
        do throws(JournalError) {
            try preparation.prepareFirst(options.segmentBytesFirst)
            commit.commit([], unrecorded: [], published: publish)
            if let failure = commit.writer.failure { throw failure }
            try start(commit, preparation)
        } catch {
            helper.finish()
            preparation.clear()
            throw error
        }
    }

    private func start(
        _ commit: GroupCommit, _ preparation: SegmentPreparation
    ) throws(JournalError) {
        let thread = try concerning(nil) { () throws(DiskError) in
            try NamedThread("journal") { [self] in
                var loop = WriterLoop(journal: self, commit: commit, preparation: preparation)
                loop.run()
            }
        }
        shared.withLock { $0.thread = thread }
    }

    // MARK: What is where

    /// The runs that recorded something, by first sequence.
    package var runs: [RunStart] { shared.withLock { $0.runs } }

    /// The run that recorded `sequence`; nil where nothing has that number yet.
    package func run(of sequence: Sequence) -> RunID? {
        shared.withLock { shared in
            guard sequence > .zero, sequence <= shared.progress.written.mark.sequence else {
                return nil
            }
            return shared.runs.last { $0.first <= sequence }?.run
        }
    }

    /// The end of what survives a power cut: as far as readers read.
    package var durable: JournalMark { durablePosition.mark }
    package var durablePosition: JournalPosition { shared.withLock { $0.progress.durable } }
    package var state: JournalState { shared.withLock { $0.state } }
    package var statistics: JournalStatistics { shared.withLock { $0.progress.statistics } }

    /// What waits for the writer.
    package var backlog: JournalBacklog {
        shared.withLock {
            JournalBacklog(submissions: $0.queue.count, bytes: $0.queuedBytes)
        }
    }

    // MARK: Buffers

    /// An empty buffer, used before where there is one.
    package func emptyBuffer() -> RecordBuffer {
        shared.withLock { $0.spare.popLast() } ?? RecordBuffer()
    }

    /// Keeps the memory of buffers whose records were recorded or refused. Takes them out of
    /// `group`, because memory that is still shared can't be kept.
    func recycle(_ group: inout [Submission]) {
        var spare: [RecordBuffer] = []
        while spare.count < Self.spareBuffersMax, var submission = group.popLast() {
            guard submission.buffer.byteCount <= Self.spareBufferBytesMax else { continue }
            submission.buffer.removeAll()
            spare.append(submission.buffer)
        }
        let kept = spare
        shared.withLock { shared in
            let room = Self.spareBuffersMax - shared.spare.count
            shared.spare.append(contentsOf: kept.prefix(room))
        }
    }

    // MARK: Closing

    /// Records what is queued, syncs, leaves the mark of a clean end, and releases the lock. Blocks
    /// until that is done; a second call returns at once.
    package func close() {
        let thread = shared.withLock { shared in
            shared.isClosing = true
            defer { shared.thread = nil }
            return shared.thread
        }
        guard let thread else { return }
        pipe.wake()
        thread.join()
        try? disk.setLock(.released)
    }

    /// Takes over what the writer reached and wakes who waited for it.
    func publish(_ progress: JournalProgress) {
        let settled = shared.withLock { shared in
            shared.publish(progress)
            return shared.takeSettledWaiters()
        }
        for continuation in settled { continuation.resume() }
    }

    /// Counts clicks and views that were answered without being recorded into the next gap fact.
    package func noteUnrecorded(clicks: Int, views: Int, reason: GapReason) {
        let time = now()
        let mustWake = shared.withLock { shared in
            shared.unrecorded.add(
                reason, clicks: UInt64(clicks), views: UInt64(views), at: time)
            defer { shared.isAsleep = false }
            return shared.isAsleep
        }
        if mustWake { pipe.wake() }
    }
}
