package import MeritCore

/// Time as a service sees it: what it is now, and waiting for more of it.
package struct ServiceClock: Sendable {
    package let now: @Sendable () -> Timestamp
    /// Returns after about that long, or at once when the task is cancelled.
    package let pause: @Sendable (Milliseconds) async -> Void

    package init(
        now: @escaping @Sendable () -> Timestamp,
        pause: @escaping @Sendable (Milliseconds) async -> Void
    ) {
        self.now = now
        self.pause = pause
    }
}

extension ServiceClock {
    /// How a bounded wait ended.
    package enum WaitEnd: Sendable {
        case done
        case timedOut
    }

    /// Waits for `work`, but no longer than `limit`; work that takes longer is cancelled.
    package func wait(
        atMost limit: Milliseconds, for work: @escaping @Sendable () async -> Void
    ) async -> WaitEnd {
        await withTaskGroup(of: WaitEnd.self) { group in
            group.addTask {
                await work()
                return .done
            }
            group.addTask {
                await pause(limit)
                return .timedOut
            }
            let first = await group.next() ?? .timedOut
            group.cancelAll()
            return first
        }
    }
}
