import MeritCore
import Synchronization

/// What the thread `journal` does: take everything that waits, record it, answer, sleep.
struct WriterLoop {
    /// How often own facts that could not be recorded are tried again, in milliseconds.
    private static let retryMilliseconds: Int32 = 1_000

    private let journal: Journal
    private let preparation: SegmentPreparation
    private var commit: GroupCommit
    private var unsyncedSince: ContinuousClock.Instant?

    private struct Work {
        var group: [Submission] = []
        var unrecorded: [Gap] = []
        var ending: [@Sendable (Bool) -> Void] = []
        var isClosing = false
    }

    init(journal: Journal, commit: GroupCommit, preparation: SegmentPreparation) {
        self.journal = journal
        self.commit = commit
        self.preparation = preparation
    }

    /// Returns when the journal was closed.
    mutating func run() {
        while true {
            var work = take()
            let isIdle = work.group.isEmpty && work.ending.isEmpty
            if !isIdle || commit.hasOwnFacts || !work.unrecorded.isEmpty {
                commit.commit(
                    work.group, unrecorded: work.unrecorded, published: journal.publish)
                journal.recycle(&work.group)
            }
            end(work.ending)
            syncWhenDue(isClosing: work.isClosing && isIdle)
            guard isIdle else { continue }
            if work.isClosing { return finish() }
            journal.pipe.sleep(patience)
        }
    }

    private func take() -> Work {
        journal.shared.withLock { shared in
            var work = Work()
            swap(&work.group, &shared.queue)
            shared.queuedBytes = 0
            work.unrecorded = shared.unrecorded.take()
            swap(&work.ending, &shared.ending)
            work.isClosing = shared.isClosing
            shared.isAsleep = work.group.isEmpty && work.ending.isEmpty && !work.isClosing
            return work
        }
    }

    private mutating func end(_ waiting: [@Sendable (Bool) -> Void]) {
        guard !waiting.isEmpty else { return }
        commit.endSegment()
        journal.publish(commit.progress)
        for completion in waiting { completion(commit.writer.failure == nil) }
    }

    /// What was only written is synced within the delay that the options allow.
    private mutating func syncWhenDue(isClosing: Bool) {
        guard !commit.writer.isSynced, commit.writer.failure == nil else {
            unsyncedSince = nil
            return
        }
        let start = unsyncedSince ?? .now
        unsyncedSince = start
        guard isClosing || start.duration(to: .now) >= delay else { return }
        commit.sync(journal.publish)
        unsyncedSince = nil
    }

    private var delay: Duration { .milliseconds(journal.options.syncDelayMax.value) }

    /// How long to sleep when nobody wakes the writer.
    private var patience: Int32 {
        if unsyncedSince != nil { return Int32(journal.options.syncDelayMax.value) }
        return commit.hasOwnFacts ? Self.retryMilliseconds : -1
    }

    private mutating func finish() {
        commit.endSegment()
        journal.helper.finish()
        preparation.clear()
        journal.publish(commit.progress)
        let settled = journal.shared.withLock { shared in
            shared.close()
            return shared.takeSettledWaiters()
        }
        for continuation in settled { continuation.resume() }
    }
}
