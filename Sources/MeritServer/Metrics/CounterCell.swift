import CoreMetrics
import Synchronization

/// One series that only rises. Its identity is the series; adding takes no lock.
final class CounterCell: CounterHandler {
    private let total = Atomic<UInt64>(0)

    var value: UInt64 { total.load(ordering: .relaxed) }

    /// A negative amount counts as none.
    func increment(by amount: Int64) {
        total.wrappingAdd(UInt64(max(0, amount)), ordering: .relaxed)
    }

    func reset() { total.store(0, ordering: .relaxed) }
}
