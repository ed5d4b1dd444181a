import Synchronization

/// A thread that does jobs one after the other. Its identity is that thread.
package final class SerialThread: Sendable {
    private struct State {
        var jobs: [@Sendable () -> Void] = []
        var isFinishing = false
        var thread: NamedThread?
    }

    private let state = Mutex(State())
    private let pipe: WakePipe

    package init(_ name: String) throws(DiskError) {
        pipe = try WakePipe()
        let thread = try NamedThread(name) { [self] in work() }
        state.withLock { $0.thread = thread }
    }

    /// Jobs given after `finish` are not done.
    package func perform(_ job: @escaping @Sendable () -> Void) {
        state.withLock { $0.jobs.append(job) }
        pipe.wake()
    }

    /// Does the jobs given so far, ends the thread, and returns when it has ended.
    package func finish() { beginFinishing()?.join() }

    /// As `finish`, without waiting: may be called on the thread itself.
    package func retire() { beginFinishing()?.detach() }

    /// The thread, for the first caller.
    private func beginFinishing() -> NamedThread? {
        defer { pipe.wake() }
        return state.withLock { state in
            state.isFinishing = true
            defer { state.thread = nil }
            return state.thread
        }
    }

    private func work() {
        while true {
            let (jobs, isFinishing) = state.withLock { state in
                defer { state.jobs.removeAll() }
                return (state.jobs, state.isFinishing)
            }
            for job in jobs { job() }
            if jobs.isEmpty {
                if isFinishing { return }
                pipe.sleep(-1)
            }
        }
    }
}
