import CoreMetrics
import Synchronization

/// One series of a histogram. Its identity is the series; recording takes a lock that is held for
/// some nanoseconds, so it is for what happens once per batch, not once per request.
final class HistogramCell: RecorderHandler, TimerHandler {
    private let state: Mutex<HistogramCounts>

    init(bounds: [Double]) { state = Mutex(HistogramCounts(bounds: bounds)) }

    var counts: HistogramCounts { state.withLock { $0 } }

    func record(_ value: Double) { state.withLock { $0.add(value) } }
    func record(_ value: Int64) { record(Double(value)) }
    /// Told in seconds.
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}

/// Values counted by size.
struct HistogramCounts: Hashable, Sendable {
    /// Upper bounds, inclusive, rising; what is above the last one counts in `count` alone.
    let bounds: [Double]
    /// Values of each bucket, not cumulative.
    private(set) var counts: [UInt64]
    /// All values.
    private(set) var count: UInt64 = 0
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count)
    }

    mutating func add(_ value: Double) {
        count += 1
        sum += value
        if let bucket = bounds.firstIndex(where: { value <= $0 }) { counts[bucket] += 1 }
    }

    /// 100 µs to 5 s: a sync on anything from a disk with a protected cache to one that fails.
    static let seconds = [
        0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5,
    ]
    /// Powers of 4 from 1 to 4 Mi, for numbers of things and of bytes.
    static let sizes = (0...11).map { Double(1 << (2 * $0)) }
}
