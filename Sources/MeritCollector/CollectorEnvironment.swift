package import CoreMetrics
package import Logging
package import MeritCore
import MeritJournal

/// What the collector is given by its surroundings: it reads no clock and draws no number itself.
package struct CollectorEnvironment: Sendable {
    package var now: @Sendable () -> Timestamp
    /// As many fresh, unpredictable words as asked for: visitor ids come from them.
    package var randomWords: @Sendable (_ count: Int) -> [UInt64]
    /// Whether every part of the process can do its work, for `/readyz`.
    package var readiness: @Sendable () -> Readiness
    package var logger: Logger
    package var metrics: any MetricsFactory

    package enum Readiness: Hashable, Sendable {
        case ready
        case notReady
    }

    package init(
        now: @escaping @Sendable () -> Timestamp,
        randomWords: @escaping @Sendable (_ count: Int) -> [UInt64],
        readiness: @escaping @Sendable () -> Readiness, logger: Logger,
        metrics: any MetricsFactory = MetricsSystem.factory
    ) {
        self.now = now
        self.randomWords = randomWords
        self.readiness = readiness
        self.logger = logger
        self.metrics = metrics
    }
}

/// The journal as an event loop uses it.
struct JournalPort: Sendable {
    let node: NodeNumber
    let emptyBuffer: @Sendable () -> RecordBuffer
    /// Hands a buffer over; the completion runs once, on any thread.
    let submit:
        @Sendable (
            consuming RecordBuffer, SubmissionWait, @escaping @Sendable (SubmissionOutcome) -> Void
        ) -> Void
    /// The run that gave a sequence out; nil where no record has it.
    let run: @Sendable (Sequence) -> RunID?
    let noteUnrecorded: @Sendable (Unrecorded, GapReason) -> Void

    /// What was answered without a record.
    struct Unrecorded: Hashable, Sendable {
        var clicks = 0
        var views = 0
    }
}

extension JournalPort {
    init(_ journal: Journal) {
        self.init(
            node: journal.node, emptyBuffer: { journal.emptyBuffer() },
            submit: { buffer, wait, completion in
                journal.submit(buffer, wait: wait, class: .traffic, completion: completion)
            },
            run: { journal.run(of: $0) },
            noteUnrecorded: { unrecorded, reason in
                journal.noteUnrecorded(
                    clicks: unrecorded.clicks, views: unrecorded.views, reason: reason)
            })
    }
}
