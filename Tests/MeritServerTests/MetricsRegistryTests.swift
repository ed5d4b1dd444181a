import CoreMetrics
import Testing

@testable import MeritServer

/// What modules count through CoreMetrics, and what is told of it.
struct MetricsRegistryTests {
    private let registry = MetricsRegistry()

    private func values(_ name: MetricName) -> [MetricFamily.Value] {
        registry.families.first { $0.name == name }?.samples.map(\.value) ?? []
    }

    private func whole(_ name: MetricName) -> [UInt64] {
        values(name).map { if case .whole(let value) = $0 { value } else { .max } }
    }

    private func number(_ name: MetricName) -> [Double] {
        values(name).map { if case .number(let value) = $0 { value } else { .nan } }
    }

    private func counts(_ name: MetricName) -> [HistogramCounts] {
        values(name).compactMap { if case .histogram(let counts) = $0 { counts } else { nil } }
    }

    @Test func `a series that is asked for twice is one`() {
        for _ in 0..<2 {
            Counter(label: "things", dimensions: [("a", "1")], factory: registry).increment(by: 2)
        }
        Counter(label: "things", dimensions: [("a", "2")], factory: registry).increment()
        #expect(whole("things").sorted() == [1, 4])
    }

    @Test func `a counter loses nothing to others that count, and never falls`() async {
        let counter = Counter(label: "things", factory: registry)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<10_000 { counter.increment() } }
            }
        }
        counter.increment(by: -5)
        #expect(whole("things") == [40_000])
    }

    @Test func `a gauge tells the last value`() {
        let gauge = Gauge(label: "level", factory: registry)
        gauge.record(7)
        gauge.record(3)
        let meter = Meter(label: "meter", factory: registry)
        meter.set(10)
        meter.increment(by: 0.5)
        meter.decrement(by: 3.0)
        #expect(number("level") == [3])
        #expect(number("meter") == [7.5])
    }

    @Test func `recorders count by size and timers in seconds`() {
        let sizes = Recorder(label: "sizes", factory: registry)
        for size in [0, 1, 5, 4 << 20, 1 << 30] { sizes.record(size) }
        Timer(label: "time", factory: registry).recordMilliseconds(3)
        let bySize = counts("sizes").first
        #expect(bySize?.count == 5)
        #expect(bySize?.counts.first == 2, "0 and 1, the bound included")
        #expect(bySize?.counts.last == 1, "4 Mi is the last bound; 1 Gi is above all of them")
        #expect(counts("time").map(\.sum) == [0.003])
        #expect(counts("time").first?.counts.firstIndex(of: 1) == 5, "up to 5 ms")
    }

    @Test func `bounds rise`() {
        for bounds in [HistogramCounts.seconds, HistogramCounts.sizes] {
            #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count)
        }
    }
}
