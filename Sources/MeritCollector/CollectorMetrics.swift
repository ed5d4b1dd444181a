import CoreMetrics
import MeritCore

/// The counts as metrics: what grew since the last time is added, so that a loop counts in plain
/// integers.
struct CollectorMetrics {
    private let redirects: [CollectorCounts.RedirectOutcome: Counter]
    private let rejections: [TokenRejection: Counter]
    private let views: [CollectorCounts.ViewOutcome: Counter]
    private let codes: [CollectorCounts.CodeOutcome: Counter]
    private let identitiesRefused: Counter
    private let aliasesIgnored: Counter
    private let requestsRefused: Counter
    private let connectionsAccepted: Counter
    private let connectionsRefused: Counter
    private let connections: Gauge
    private let waiting: Gauge
    private var published = CollectorCounts()

    /// `loop` tells the event loops' gauges apart: 0, 1, 2 …
    init(_ factory: any MetricsFactory, loop: Int) {
        func counter(_ name: String, _ label: String, _ value: String) -> Counter {
            Counter(
                label: "merit_collector_\(name)", dimensions: [(label, value)], factory: factory)
        }
        func counter(_ name: String) -> Counter {
            Counter(label: "merit_collector_\(name)", factory: factory)
        }
        func gauge(_ name: String) -> Gauge {
            Gauge(
                label: "merit_collector_\(name)", dimensions: [("loop", String(loop))],
                factory: factory)
        }
        redirects = Self.each { counter("redirects_total", "outcome", $0.rawValue) }
        rejections = Self.each { counter("token_rejections_total", "rejection", $0.name) }
        views = Self.each { counter("views_total", "outcome", $0.rawValue) }
        codes = Self.each { counter("codes_total", "outcome", $0.rawValue) }
        identitiesRefused = counter("identities_refused_total")
        aliasesIgnored = counter("aliases_ignored_total")
        requestsRefused = counter("requests_refused_total")
        connectionsAccepted = counter("connections_accepted_total")
        connectionsRefused = counter("connections_refused_total")
        connections = gauge("open_connections")
        waiting = gauge("waiting_records")
    }

    /// Adds what `counts` has more than at the last call.
    mutating func publish(_ counts: CollectorCounts, connections open: Int, waiting due: Int) {
        Self.add(redirects, counts.redirects, published.redirects)
        Self.add(rejections, counts.rejections, published.rejections)
        Self.add(views, counts.views, published.views)
        Self.add(codes, counts.codes, published.codes)
        Self.add(identitiesRefused, counts.identitiesRefused, published.identitiesRefused)
        Self.add(aliasesIgnored, counts.aliasesIgnored, published.aliasesIgnored)
        Self.add(requestsRefused, counts.requestsRefused, published.requestsRefused)
        Self.add(connectionsAccepted, counts.connectionsAccepted, published.connectionsAccepted)
        Self.add(connectionsRefused, counts.connectionsRefused, published.connectionsRefused)
        connections.record(open)
        waiting.record(due)
        published = counts
    }

    private static func each<Key: Hashable & CaseIterable>(
        _ make: (Key) -> Counter
    ) -> [Key: Counter] {
        [Key: Counter](uniqueKeysWithValues: Key.allCases.map { ($0, make($0)) })
    }

    private static func add<Key: Hashable>(
        _ counters: [Key: Counter], _ new: [Key: UInt64], _ old: [Key: UInt64]
    ) {
        for (key, count) in new {
            guard let counter = counters[key] else { continue }
            add(counter, count, old[key] ?? 0)
        }
    }

    private static func add(_ counter: Counter, _ new: UInt64, _ old: UInt64) {
        if new > old { counter.increment(by: Int64(new - old)) }
    }
}
