import MeritCore
import Synchronization

@testable import MeritJournal

/// Collects what became of submissions, by the number of the submission.
final class Outcomes: Sendable {
    private let state = Mutex<[Int: [SubmissionOutcome]]>([:])

    func completion(_ key: Int) -> @Sendable (SubmissionOutcome) -> Void {
        { [self] outcome in state.withLock { $0[key, default: []].append(outcome) } }
    }

    subscript(key: Int) -> [SubmissionOutcome] { state.withLock { $0[key] ?? [] } }

    var count: Int { state.withLock { $0.count } }
}
