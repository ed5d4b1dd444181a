package import MeritCore
package import MeritJournal
package import MeritStore

/// Why the worker stopped. Redirects and webhooks go on; what they record waits in the journal.
package enum WorkerError: Error, Sendable {
    /// The store refused: a newer release's fact, a damaged database, a full disk.
    case store(StoreError)
    /// The journal cannot be read or written on.
    case journal(JournalError)
    /// Decisions or postings could not be appended.
    case refused(JournalRefusal)
    /// Entries were computed that do not sum to their orders' net bases: a defect of this program.
    /// Nothing of that posting was appended.
    case notConserved([String])
    /// A decision or posting of this worker was read back and could not be applied: a defect of
    /// this program. It is kept as a bad record with this code.
    case notTaken(Sequence, code: String)
    /// No thread could be made.
    case thread(String)
    /// A probe asked for it.
    case stopped(WorkerPoint)
    /// The task was cancelled.
    case cancelled

    /// True where the same work may succeed later without anybody's doing: a full disk gets room.
    package var isTransient: Bool {
        switch self {
        case .store(let error): error.isTransient
        case .refused(let refusal): refusal.isTransient
        default: false
        }
    }

    /// For operators: what happened and how to mend it.
    package var explanation: String {
        switch self {
        case .store(let error): "\(error) \(error.hint)"
        case .journal(let error): "\(error.detail) \(error.hint)"
        case .refused(let refusal): "the journal refused: \(refusal.code). \(refusal.hint)"
        case .notConserved(let faults):
            "entries would not tie out, so none was posted: \(faults.joined(separator: "; "))"
        case .notTaken(let sequence, let code):
            "fact \(sequence.value), appended by the worker itself, could not be applied: \(code)"
        case .thread(let reason): "no thread could be made for the worker: \(reason)"
        case .stopped(let point): "stopped after \(point)"
        case .cancelled: "cancelled"
        }
    }
}

/// The moments between two of the worker's steps: a crash at any of them loses and repeats nothing.
package enum WorkerPoint: String, CaseIterable, Sendable {
    case rowsCommitted
    case decisionAppended
    case decisionReadBack
    case postingAppended
    case postingReadBack
    case sealAppended
    case sealReadBack
}

/// What a test does to a worker at a point; outside tests it always goes on.
package typealias WorkerProbe = @Sendable (WorkerPoint) -> ProbeVerdict

package enum ProbeVerdict: Sendable { case goOn, stop }
