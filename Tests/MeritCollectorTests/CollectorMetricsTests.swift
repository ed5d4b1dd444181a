import CoreMetrics
import MeritCore
import Synchronization
import Testing

@testable import MeritCollector

struct CollectorMetricsTests {
    /// Keeps what is recorded, by label and dimensions.
    private final class Recorded: MetricsFactory {
        private let values = Mutex<[String: Double]>([:])

        func value(_ name: String) -> Double? { values.withLock { $0[name] } }
        var names: [String] { values.withLock { $0.keys.sorted() } }

        private func name(_ label: String, _ dimensions: [(String, String)]) -> String {
            label + dimensions.map { "{\($0)=\($1)}" }.joined()
        }

        fileprivate func change(_ name: String, _ body: (inout Double) -> Void) {
            values.withLock { body(&$0[name, default: 0]) }
        }

        func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
            Handler(name(label, dimensions), self)
        }

        func makeRecorder(
            label: String, dimensions: [(String, String)], aggregate: Bool
        ) -> any RecorderHandler {
            Handler(name(label, dimensions), self)
        }

        func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
            Handler(name(label, dimensions), self)
        }

        func destroyCounter(_ handler: any CounterHandler) {}
        func destroyRecorder(_ handler: any RecorderHandler) {}
        func destroyTimer(_ handler: any TimerHandler) {}
    }

    private final class Handler: CounterHandler, RecorderHandler, TimerHandler {
        private let name: String
        private let recorded: Recorded

        init(_ name: String, _ recorded: Recorded) {
            self.name = name
            self.recorded = recorded
        }

        func increment(by amount: Int64) { recorded.change(name) { $0 += Double(amount) } }
        func reset() { recorded.change(name) { $0 = 0 } }
        func record(_ value: Int64) { recorded.change(name) { $0 = Double(value) } }
        func record(_ value: Double) { recorded.change(name) { $0 = value } }
        func recordNanoseconds(_ duration: Int64) {}
    }

    @Test func `what grew since the last time is added`() {
        let recorded = Recorded()
        var metrics = CollectorMetrics(recorded, loop: 3)
        var counts = CollectorCounts()
        counts.count(.recorded, 2)
        counts.count(CollectorCounts.RedirectOutcome.recorded)
        counts.count(TokenRejection.forged)
        metrics.publish(counts, connections: 5, waiting: 7)
        counts.count(CollectorCounts.RedirectOutcome.recorded)
        metrics.publish(counts, connections: 4, waiting: 0)
        #expect(recorded.value("merit_collector_redirects_total{outcome=recorded}") == 2)
        #expect(recorded.value("merit_collector_views_total{outcome=recorded}") == 2)
        #expect(recorded.value("merit_collector_token_rejections_total{rejection=forged}") == 1)
        #expect(recorded.value("merit_collector_open_connections{loop=3}") == 4)
        #expect(recorded.value("merit_collector_waiting_records{loop=3}") == 0)
        #expect(recorded.value("merit_collector_redirects_total{outcome=refused}") == nil)
    }

    @Test func `counts of several loops add up`() {
        var one = CollectorCounts()
        one.count(CollectorCounts.RedirectOutcome.rejected)
        one.aliasesIgnored = 2
        var two = one
        two.count(TokenRejection.expired)
        let sum = one + two
        #expect(sum.redirects == [.rejected: 2])
        #expect(sum.rejections == [.expired: 1])
        #expect(sum.aliasesIgnored == 4)
    }
}
