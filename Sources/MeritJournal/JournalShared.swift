import MeritCore

/// What the journal's writer and everybody else share, behind one lock.
struct JournalShared {
    // From everybody to the writer
    var queue: [Submission] = []
    var queuedBytes = 0
    var unrecorded = GapCounter()
    /// Who waits for the active segment to be ended; is told whether it was.
    var ending: [@Sendable (Bool) -> Void] = []
    var isClosing = false
    /// True while the writer sleeps and has to be woken.
    var isAsleep = false

    // From the writer to everybody
    private(set) var progress: JournalProgress
    private(set) var segments: [Sequence] = []
    private(set) var runs: [RunStart] = []
    private var isClosed = false
    var spare: [RecordBuffer] = []

    // Who waits for durable records
    var waiters: [UInt64: Waiter] = [:]
    var waitersStarted: UInt64 = 0
    var thread: NamedThread?

    struct Waiter {
        let after: Sequence
        let continuation: CheckedContinuation<Void, Never>
    }

    init(_ recovered: RecoveredJournal) {
        progress = JournalProgress(
            segments: recovered.segments, written: recovered.position,
            durable: recovered.position, state: .writing, statistics: JournalStatistics())
        note(recovered.segments)
    }

    /// A failure stays visible after closing.
    var state: JournalState {
        if case .failed = progress.state { return progress.state }
        return isClosed ? .closed : progress.state
    }

    /// True once nothing more will be recorded.
    var isOver: Bool {
        switch state {
        case .failed, .closed: true
        case .writing, .trafficRefused, .inboundRefused: false
        }
    }

    mutating func publish(_ progress: JournalProgress) {
        self.progress = progress
        note(progress.segments)
    }

    mutating func close() { isClosed = true }

    /// Takes over the writer's list of segments, which only grows.
    private mutating func note(_ starts: [RunStart]) {
        for start in starts.dropFirst(segments.count) {
            segments.append(start.first)
            if runs.last?.run != start.run { runs.append(start) }
        }
    }

    /// Removes and returns everybody whose wait is over.
    mutating func takeSettledWaiters() -> [CheckedContinuation<Void, Never>] {
        let settled = waiters.filter { isOver || $0.value.after < progress.durable.mark.sequence }
        for key in settled.keys { waiters[key] = nil }
        return settled.values.map(\.continuation)
    }
}

/// How far a writer has come.
struct JournalProgress: Sendable {
    let segments: [RunStart]
    let written: JournalPosition
    let durable: JournalPosition
    let state: JournalState
    let statistics: JournalStatistics

    /// As far as readers may read.
    func readable(_ faults: PlantedFaults) -> JournalPosition {
        faults.contains(.readerPassesDurableMark) ? written : durable
    }
}
