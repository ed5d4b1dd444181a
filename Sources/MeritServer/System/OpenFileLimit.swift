import Glibc

/// How many files and connections the process may have open at once, and how they are shared out,
/// so that a flood of connections to one listener leaves the journal, the store and the other
/// listeners theirs.
struct OpenFileLimit: Hashable, Sendable {
    let value: Int

    /// Files that are no connections: segments, databases, event loops, standard streams.
    private static let filesReserved = 128
    /// More would cost memory and serve nobody.
    private static let raisedMax = 65_536

    init(_ value: Int) { self.value = value }

    /// The process's limit, after raising it as far as the system lets everybody.
    static func raised() -> OpenFileLimit {
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        // Safe: the kernel fills a value that lives until the call returns.
        guard unsafe getrlimit(resource, &limit) == 0 else { return OpenFileLimit(1_024) }
        let wanted = min(limit.rlim_max, rlim_t(raisedMax))
        if limit.rlim_cur < wanted {
            var raised = rlimit(rlim_cur: wanted, rlim_max: limit.rlim_max)
            // Safe: the kernel reads a value that lives until the call returns.
            if unsafe setrlimit(resource, &raised) == 0 { limit = raised }
        }
        return OpenFileLimit(Int(min(limit.rlim_cur, rlim_t(raisedMax))))
    }

    /// Connections of the public listener: half of what is left beside files.
    var collectorConnections: Int { share(2) }

    /// Connections of each other listener.
    var listenerConnections: Int { min(share(8), 1_024) }

    private func share(_ part: Int) -> Int { max(16, (value - Self.filesReserved) / part) }
}
