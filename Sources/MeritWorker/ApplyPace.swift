/// How many records one transaction takes on: few while the worker is near the journal's end, so
/// that what is recorded is soon applied; many while it is far behind, which is up to twice as
/// fast. A transaction should take about a second.
struct ApplyPace {
    /// Near the end.
    private let near: Int
    /// Far behind.
    private var far: Int

    /// Whatever the speed, a transaction takes on no more.
    static let recordsMax = 65_536
    /// Nor does it plan for fewer.
    private static let recordsMin = 512
    private static let short = Duration.milliseconds(750)
    private static let long = Duration.seconds(2)

    init(near: Int) {
        self.near = near
        far = near
    }

    /// The limit for the next transaction when so many records are waiting.
    func limit(waiting: UInt64) -> Int {
        if waiting <= UInt64(near) { return min(near, far) }
        return far
    }

    /// A transaction of so many records took this long.
    mutating func note(records: Int, took: Duration) {
        if took > Self.long {
            far = max(Self.recordsMin, min(far, records) / 2)
        } else if took < Self.short, records >= far {
            far = min(Self.recordsMax, far * 2)
        }
    }
}
