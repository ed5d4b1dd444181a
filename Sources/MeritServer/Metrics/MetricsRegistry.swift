import CoreMetrics
import Synchronization

/// Where the modules' counters, gauges and histograms live. Its identity is the process: a series
/// that is asked for twice is one and the same. Asking takes a lock, so it is done once, at start.
final class MetricsRegistry: MetricsFactory {
    private struct Series: Hashable {
        let name: MetricName
        let labels: [MetricLabel]

        init(_ label: String, _ dimensions: [(String, String)]) {
            name = MetricName(label)
            labels = dimensions.map { MetricLabel($0.0, $0.1) }
        }
    }

    private struct Cells {
        var counters: [Series: CounterCell] = [:]
        var gauges: [Series: GaugeCell] = [:]
        var histograms: [Series: HistogramCell] = [:]
    }

    private let cells = Mutex(Cells())

    /// All of them as they stand; series that are still being counted up may be told apart by as
    /// much as was counted meanwhile.
    var families: [MetricFamily] {
        let cells = cells.withLock { $0 }
        var samples: [MetricName: [MetricFamily.Sample]] = [:]
        for (series, cell) in cells.counters {
            samples[series.name, default: []].append(.init(series.labels, .whole(cell.value)))
        }
        for (series, cell) in cells.gauges {
            samples[series.name, default: []].append(.init(series.labels, .number(cell.value)))
        }
        for (series, cell) in cells.histograms {
            samples[series.name, default: []].append(.init(series.labels, .histogram(cell.counts)))
        }
        return samples.map { MetricFamily($0.key, $0.value) }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        let series = Series(label, dimensions)
        return cells.withLock { Self.cell(series, in: &$0.counters, CounterCell()) }
    }

    /// Values of an aggregate are counted by size; of anything else the last one is told.
    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        guard aggregate else { return gauge(label, dimensions) }
        return histogram(label, dimensions, HistogramCounts.sizes)
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        gauge(label, dimensions)
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        histogram(label, dimensions, HistogramCounts.seconds)
    }

    private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeCell {
        let series = Series(label, dimensions)
        return cells.withLock { Self.cell(series, in: &$0.gauges, GaugeCell()) }
    }

    private func histogram(
        _ label: String, _ dimensions: [(String, String)], _ bounds: [Double]
    ) -> HistogramCell {
        let series = Series(label, dimensions)
        return cells.withLock {
            Self.cell(series, in: &$0.histograms, HistogramCell(bounds: bounds))
        }
    }

    private static func cell<Cell>(
        _ series: Series, in cells: inout [Series: Cell], _ fresh: @autoclosure () -> Cell
    ) -> Cell {
        if let known = cells[series] { return known }
        let cell = fresh()
        cells[series] = cell
        return cell
    }

    // Series live as long as the process, whoever counts in them.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
