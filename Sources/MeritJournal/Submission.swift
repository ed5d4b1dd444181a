package import MeritCore

/// What may still be recorded when space runs out: each class stops at its own mark.
package enum SubmissionClass: Hashable, CaseIterable, Sendable {
    /// Clicks and views: refused below the first mark, and then counted into a gap fact.
    case traffic
    /// Webhooks, callbacks and commands: refused below the second mark, so that senders retry.
    case inbound
    /// The worker's decisions and postings, and the journal's own facts: may use the rest.
    case decision
}

/// When a submission counts as recorded.
package enum SubmissionWait: Hashable, Sendable {
    /// After a sync that covers it returned: it survives a power cut.
    case durable
    /// After the write: it survives the end of the process, and a power cut about a second later.
    case written
}

/// What became of a submission.
package enum SubmissionOutcome: Hashable, Sendable {
    /// Recorded with consecutive sequences from `first` on.
    case recorded(first: Sequence, run: RunID)
    /// Not acknowledged. It is not in the journal, except where the process stops soon after: a
    /// batch whose write or sync failed may be whole all the same, and is then recovered.
    case refused(JournalRefusal)
}

/// A buffer on its way to the writer.
struct Submission: Sendable {
    var buffer: RecordBuffer
    let wait: SubmissionWait
    let `class`: SubmissionClass
    let completion: @Sendable (SubmissionOutcome) -> Void
}
