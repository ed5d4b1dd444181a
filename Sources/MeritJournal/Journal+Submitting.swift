package import MeritCore
import Synchronization

extension Journal {
    /// Hands records over to the writer. They are recorded in one batch with consecutive sequences,
    /// or refused. `completion` runs once: on the thread `journal`, where it must only pass the
    /// outcome on, or on the caller's where the refusal is known at once.
    package func submit(
        _ buffer: consuming RecordBuffer, wait: SubmissionWait, class: SubmissionClass,
        completion: @escaping @Sendable (SubmissionOutcome) -> Void
    ) {
        let submission = Submission(
            buffer: buffer, wait: wait, class: `class`, completion: completion)
        let (refusal, mustWake) = shared.withLock { shared in
            let refusal = Self.refusal(of: submission, shared, options)
            guard refusal == nil else { return (refusal, false) }
            shared.queue.append(submission)
            shared.queuedBytes += submission.buffer.byteCount
            defer { shared.isAsleep = false }
            return (nil, shared.isAsleep)
        }
        if mustWake { pipe.wake() }
        guard let refusal else { return }
        if refusal == .queueFull {
            noteUnrecorded(
                clicks: Int(submission.buffer.clicks), views: Int(submission.buffer.views),
                reason: .queueFull)
        }
        completion(.refused(refusal))
    }

    /// Records `buffer` and returns its first sequence once it is durable.
    package func append(
        _ buffer: consuming RecordBuffer, class: SubmissionClass
    ) async throws(JournalRefusal) -> Sequence {
        let taken = buffer
        let outcome = await withCheckedContinuation { continuation in
            submit(taken, wait: .durable, class: `class`) { continuation.resume(returning: $0) }
        }
        switch outcome {
        case .recorded(let first, _): return first
        case .refused(let refusal): throw refusal
        }
    }

    /// Returns once a record behind `sequence` is durable, the journal failed or was closed, or the
    /// task was cancelled.
    package func waitUntilDurable(after sequence: Sequence) async {
        let key = shared.withLock { shared in
            shared.waitersStarted += 1
            return shared.waitersStarted
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isSettled = shared.withLock { shared in
                    if shared.isOver || sequence < shared.progress.durable.mark.sequence
                        || Task.isCancelled
                    {
                        return true
                    }
                    shared.waiters[key] = JournalShared.Waiter(
                        after: sequence, continuation: continuation)
                    return false
                }
                if isSettled { continuation.resume() }
            }
        } onCancel: {
            shared.withLock { $0.waiters.removeValue(forKey: key) }?.continuation.resume()
        }
    }

    private static func refusal(
        of submission: Submission, _ shared: borrowing JournalShared, _ options: JournalOptions
    ) -> JournalRefusal? {
        if shared.isClosing { return .closed }
        if shared.isOver { return shared.state == .closed ? .closed : .failed }
        let count = submission.buffer.byteCount
        if count > RecordBuffer.byteCountMax { return .tooLarge }
        if shared.queue.count >= options.queuedSubmissionsMax
            || shared.queuedBytes + count > options.queuedBytesMax
        {
            return .queueFull
        }
        return nil
    }
}
