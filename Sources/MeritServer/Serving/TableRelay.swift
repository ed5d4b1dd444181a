import MeritCollector
import Synchronization

/// Hands new tables to the collector, once there is one. Its identity is the one collector.
final class TableRelay: Sendable {
    private let collector = Mutex<Collector?>(nil)

    func connect(_ collector: Collector) { self.collector.withLock { $0 = collector } }

    /// Returns when the collector judges by `table`.
    func publish(_ table: RedirectTable) async {
        await collector.withLock { $0 }?.replace(table: table)
    }
}
