import MeritCore

/// Records what was handed over in one go: one or a few batches and at most one sync, then the
/// answers. A value that one thread owns; tests drive it without any.
struct GroupCommit: Sendable {
    private let disk: any Disk
    private let options: JournalOptions
    private let run: RunID
    private let now: @Sendable () -> Timestamp
    private var gaps = GapCounter()
    private var space: SpaceGauge
    private var recovered: [TornTail]
    private var waiting: [Settled] = []
    private(set) var writer: JournalWriter
    private(set) var statistics = JournalStatistics()

    /// A submission whose records were written, and what it waits for.
    private struct Settled: Sendable {
        let submission: Submission
        let first: Sequence
    }

    init(
        _ writer: JournalWriter, options: JournalOptions, disk: any Disk, run: RunID,
        recovered: [TornTail], now: @escaping @Sendable () -> Timestamp
    ) {
        self.writer = writer
        self.options = options
        self.disk = disk
        self.run = run
        self.recovered = recovered
        self.now = now
        space = SpaceGauge(options)
    }

    /// True while clicks and views that were not recorded, or a torn tail, wait to be reported.
    var hasOwnFacts: Bool { !gaps.isEmpty || !recovered.isEmpty }

    /// A torn tail is reported as soon as a batch fits, a gap only once clicks are recorded again.
    private var canReport: Bool {
        !recovered.isEmpty || (!gaps.isEmpty && space.admits(.traffic))
    }

    var state: JournalState {
        if let failure = writer.failure { return .failed(failure) }
        if !space.admits(.inbound) { return .inboundRefused }
        return space.admits(.traffic) ? .writing : .trafficRefused
    }

    var progress: JournalProgress {
        JournalProgress(
            segments: writer.segments, written: writer.written, durable: writer.durable,
            state: state, statistics: statistics)
    }

    /// Records `group` in order and answers each submission once. `published` runs whenever what
    /// is written, durable or counted changed, always before the answers that rest on it.
    mutating func commit(
        _ group: [Submission], unrecorded: [Gap], published: (JournalProgress) -> Void
    ) {
        for gap in unrecorded { miss(gap) }
        space.refresh(before: group.reduce(0) { $0 + $1.buffer.byteCount }, on: disk)
        var batch: [Submission] = []
        var bytes = 0
        for submission in group {
            guard space.admits(submission.class) else {
                refuse(submission, .spaceLow)
                continue
            }
            if bytes + submission.buffer.byteCount > options.batchBytesMax, !batch.isEmpty {
                write(batch, published)
                batch.removeAll(keepingCapacity: true)
                bytes = 0
            }
            batch.append(submission)
            bytes += submission.buffer.byteCount
        }
        if !batch.isEmpty || canReport { write(batch, published) }
        if !waiting.isEmpty { sync(published) }
        published(progress)
    }

    /// Makes what was written durable and answers who waits for that.
    mutating func sync(_ published: (JournalProgress) -> Void) {
        let settled = waiting
        waiting.removeAll(keepingCapacity: true)
        do {
            if writer.isSynced {
                try writer.sync()
            } else {
                statistics.syncs += 1
                try options.metrics.timingSync { () throws(WriteFault) in try writer.sync() }
            }
        } catch {
            published(progress)
            for one in settled { refuse(one.submission, .failed) }
            return
        }
        published(progress)
        for one in settled {
            one.submission.completion(.recorded(first: one.first, run: run))
        }
    }

    /// Ends the active segment: at the end of the run, and before erasing in it.
    mutating func endSegment() { try? writer.endSegment() }

    private mutating func write(
        _ batch: [Submission], _ published: (JournalProgress) -> Void
    ) {
        let (own, reported) = ownFacts()
        var buffers = batch.map(\.buffer)
        if !own.isEmpty { buffers.append(own) }
        guard !buffers.isEmpty else { return }
        let count = buffers.reduce(0) { $0 + $1.count }
        do {
            var first = try writer.write(buffers)
            statistics.batches += 1
            statistics.records += UInt64(count)
            let bytes = writer.written.offset - writer.written.batch
            statistics.bytes += bytes
            options.metrics.wrote(records: count, bytes: bytes)
            published(progress)
            for submission in batch {
                settle(submission, first)
                first = first.advanced(by: UInt64(submission.buffer.count))
            }
            if !own.isEmpty { settleOwnFacts(published) }
        } catch {
            for gap in reported { gaps.add(gap) }
            for submission in batch { refuse(submission, error == .full ? .spaceLow : .failed) }
        }
    }

    private mutating func settle(_ submission: Submission, _ first: Sequence) {
        switch submission.wait {
        case .written: submission.completion(.recorded(first: first, run: run))
        case .durable: waiting.append(Settled(submission: submission, first: first))
        }
    }

    private mutating func refuse(_ submission: Submission, _ refusal: JournalRefusal) {
        let buffer = submission.buffer
        statistics.refuse(submission.class, records: buffer.count)
        if refusal == .spaceLow {
            let time = now()
            miss(
                Gap(
                    reason: .spaceLow, clicks: buffer.clicks, views: buffer.views, from: time,
                    to: time))
        }
        submission.completion(.refused(refusal))
    }

    /// Takes note of what was answered and will not be recorded.
    private mutating func miss(_ gap: Gap) {
        gaps.add(gap)
        options.metrics.missed(gap)
    }

    /// The journal's own facts that can be reported now, and the gaps among them.
    private mutating func ownFacts() -> (RecordBuffer, [Gap]) {
        var own = RecordBuffer()
        guard canReport else { return (own, []) }
        let time = now()
        let none = PersonalSalt(0, 0)
        for tail in recovered {
            let fact = Recovered(segment: tail.segment, bytesCut: tail.bytes)
            own.append(fact, time: time) { none }
        }
        guard space.admits(.traffic) else { return (own, []) }
        let reported = gaps.take()
        for gap in reported { own.append(gap, time: time) { none } }
        return (own, reported)
    }

    /// Makes the journal's own facts durable; a torn tail's file then gets the name of a reported
    /// one. Where that fails it is reported again at the next start, which does no harm.
    private mutating func settleOwnFacts(_ published: (JournalProgress) -> Void) {
        sync(published)
        guard writer.failure == nil else { return }
        for tail in recovered {
            try? disk.rename(tail.file, to: SegmentName.cut(torn: tail.file))
        }
        recovered.removeAll()
    }
}
