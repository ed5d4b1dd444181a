package import MeritCore
package import MeritJournal
package import MeritStore

/// What became of something that was to be recorded under an id.
package enum Admission: Sendable {
    /// Recorded durably, just now.
    case accepted(Sequence)
    /// Recorded before with the same content.
    case duplicate
    /// Recorded before with another content, which counts.
    case conflict
    /// Not recorded; it may come again.
    case refused(IntakeRefusal)
}

/// Why something could not be recorded now.
package enum IntakeRefusal: Error, Sendable {
    case loading
    case journal(JournalRefusal)
    case store(StoreError)
    /// Too much is recorded and waits to be applied, or too many wait for one id.
    case backlog
    /// The click that an order names is not applied yet.
    case clickNotApplied

    /// The answer.
    package var problem: Problem {
        switch self {
        case .loading: Problem(.notReady)
        case .journal(let refusal): Problem(ErrorCode(refusal))
        case .store: Problem(.storeUnavailable)
        case .backlog: Problem(.intakeBacklog)
        case .clickNotApplied: Problem(.clickNotApplied)
        }
    }
}

extension ErrorCode {
    package init(_ refusal: JournalRefusal) {
        switch refusal {
        case .closed: self = .journalClosed
        case .failed: self = .journalFailed
        case .tooLarge: self = .journalRecordTooLarge
        case .queueFull: self = .journalBusy
        case .spaceLow: self = .journalDiskFull
        }
    }
}
