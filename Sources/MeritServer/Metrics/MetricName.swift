/// A metric's name, `merit_<module>_<noun>_<unit>`: `[a-zA-Z_:][a-zA-Z0-9_:]*` (Prometheus' data
/// model).
struct MetricName: Hashable, Comparable, Sendable, ExpressibleByStringLiteral {
    let text: String

    init(_ text: String) { self.text = text }
    init(stringLiteral text: String) { self.text = text }

    static func < (left: Self, right: Self) -> Bool { left.text < right.text }
}

/// What a metric is.
enum MetricKind: String, Sendable {
    /// Counted since the process began; it never falls.
    case counter
    case gauge
    case histogram
}

/// What every metric means; `Schemas/metrics.md` lists the same.
struct MetricDescription: Sendable {
    let name: MetricName
    let kind: MetricKind
    /// One sentence.
    let help: String

    init(_ name: MetricName, _ kind: MetricKind, _ help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }
}
