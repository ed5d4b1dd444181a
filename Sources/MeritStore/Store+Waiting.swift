package import MeritCore
import MeritJournal
import Synchronization

extension Store {
    /// Returns when the fact `sequence` has been applied: its outcome and its rows can be read.
    /// Throws the worker's reason where nothing will be applied any more, and `stopped` when the
    /// task is cancelled.
    package func waitUntilApplied(_ sequence: Sequence) async throws(StoreError) {
        let name = progress.withLock { $0.newWaiter() }
        let failure = await withTaskCancellationHandler {
            await withCheckedContinuation { waiter in wait(waiter, name, sequence) }
        } onCancel: {
            progress.withLock { $0.take(name) }?.resume(returning: .stopped)
        }
        if let failure { throw failure }
    }

    /// Nothing will be applied any more: everybody who waits, now or later, gets `reason`.
    package func stopWaiting(_ reason: StoreError) {
        let waiting = progress.withLock { progress in
            progress.ended = progress.ended ?? reason
            return progress.takeAllWaiters()
        }
        for waiter in waiting { waiter.resume(returning: reason) }
    }

    private enum Answer {
        case now(StoreError?)
        case later
    }

    /// A task that was cancelled before its waiter is kept is found cancelled here; one that is
    /// cancelled afterwards finds its waiter.
    private func wait(_ waiter: Progress.Waiter, _ name: UInt64, _ sequence: Sequence) {
        let answer: Answer = progress.withLock { progress in
            if progress.cursor.mark.sequence >= sequence { return .now(nil) }
            if let ended = progress.ended { return .now(ended) }
            if Task.isCancelled { return .now(.stopped) }
            progress.add(waiter, name, for: sequence)
            return .later
        }
        if case .now(let failure) = answer { waiter.resume(returning: failure) }
    }
}
