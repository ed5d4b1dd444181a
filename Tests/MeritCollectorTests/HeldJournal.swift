import MeritCore
import Synchronization

@testable import MeritCollector
@testable import MeritJournal

/// A journal that keeps what it is given until it is told what becomes of it.
final class HeldJournal: Sendable {
    struct Submission: Sendable {
        let count: Int
        let wait: SubmissionWait
        let completion: @Sendable (SubmissionOutcome) -> Void
    }

    struct Noted: Hashable, Sendable {
        let unrecorded: JournalPort.Unrecorded
        let reason: GapReason
    }

    private struct State {
        var submissions: [Submission] = []
        var noted: [Noted] = []
        var records: [[UInt8]] = []
        var next: UInt64 = 1
    }

    private let state = Mutex(State())

    /// What is waiting.
    var submissions: [Submission] { state.withLock { $0.submissions } }
    var noted: [Noted] { state.withLock { $0.noted } }

    /// The bytes of everything that was handed over, one element for each time.
    var records: [[UInt8]] { state.withLock { $0.records } }

    var port: JournalPort {
        JournalPort(
            node: .first, emptyBuffer: { RecordBuffer() },
            submit: { [self] buffer, wait, completion in
                let submission = Submission(count: buffer.count, wait: wait, completion: completion)
                let records = [UInt8](buffer.encoded)
                state.withLock { state in
                    state.submissions.append(submission)
                    state.records.append(records)
                }
            },
            run: { sequence in
                self.state.withLock { sequence.value < $0.next ? Fixture.run : nil }
            },
            noteUnrecorded: { [self] unrecorded, reason in
                state.withLock { $0.noted.append(Noted(unrecorded: unrecorded, reason: reason)) }
            })
    }

    /// Records everything that waits, in order.
    func record() {
        for submission in take() {
            let first = state.withLock { state in
                defer { state.next += UInt64(submission.count) }
                return state.next
            }
            submission.completion(.recorded(first: Sequence(first), run: Fixture.run))
        }
    }

    func refuse(_ refusal: JournalRefusal) {
        for submission in take() { submission.completion(.refused(refusal)) }
    }

    private func take() -> [Submission] {
        state.withLock { state in
            defer { state.submissions = [] }
            return state.submissions
        }
    }
}
