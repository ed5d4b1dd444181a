import MeritJournal

/// The one thread that applies facts: an executor whose jobs run in order on a thread of its own,
/// named `worker`, so that its share of the processor can be told apart from the collector's and
/// lowered without touching theirs.
final class WorkerThread: SerialExecutor {
    private let thread: SerialThread

    /// Starts the thread.
    init() throws(WorkerError) {
        do {
            thread = try SerialThread("worker")
        } catch {
            throw .thread("\(error)")
        }
    }

    deinit { thread.retire() }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        thread.perform { [self] in
            // Safe: the closure holds the executor while the job runs, and each job runs once.
            unsafe job.runSynchronously(on: asUnownedSerialExecutor())
        }
    }
}
