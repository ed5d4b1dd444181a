import MeritCore

/// Counts tokens whose tag does not verify, by minute.
struct RejectionTally {
    private var minute = Timestamp.distantPast
    private var counts: [TokenRejection: UInt64] = [:]

    /// Counts one at `now`; returns the minute before if it is over.
    mutating func count(_ rejection: TokenRejection, at now: Timestamp) -> RejectionCounts? {
        let finished = finish(at: now)
        counts[rejection, default: 0] += 1
        return finished
    }

    /// The minute that was counted, if `now` lies in another one and anything was.
    mutating func finish(at now: Timestamp) -> RejectionCounts? {
        let current = Self.minute(of: now)
        guard current != minute else { return nil }
        defer { minute = current }
        return take()
    }

    /// What was counted so far, for a tally that ends within its minute.
    mutating func take() -> RejectionCounts? {
        guard !counts.isEmpty else { return nil }
        defer { counts.removeAll(keepingCapacity: true) }
        let rows = counts.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { RejectionCounts.Count(rejection: $0.key, count: $0.value) }
        return RejectionCounts(minute: minute, counts: rows)
    }

    private static func minute(of now: Timestamp) -> Timestamp {
        let milliseconds = now.milliseconds
        let rest = (milliseconds % 60_000 + 60_000) % 60_000
        return Timestamp(milliseconds: milliseconds - rest)
    }
}
