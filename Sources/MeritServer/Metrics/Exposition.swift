/// Metrics as Prometheus' text exposition format, version 0.0.4:
/// https://prometheus.io/docs/instrumenting/exposition_formats/
struct Exposition {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    /// Families in the order of their names, series in that of their labels. A family of a name
    /// that the catalogue does not hold is left out: nothing is told that is not described.
    static func text(of families: [MetricFamily]) -> String {
        var exposition = Exposition()
        for family in families.sorted(by: { $0.name < $1.name }) {
            guard let description = MetricCatalogue.description(of: family.name) else { continue }
            exposition.append(family, description)
        }
        return exposition.text
    }

    mutating func append(_ family: MetricFamily, _ description: MetricDescription) {
        guard !family.samples.isEmpty else { return }
        let name = family.name.text
        text += "# HELP \(name) \(Self.escapedHelp(description.help))\n"
        text += "# TYPE \(name) \(description.kind.rawValue)\n"
        let samples = family.samples.map { (labels: Self.labels($0.labels), value: $0.value) }
        for sample in samples.sorted(by: { $0.labels < $1.labels }) {
            switch sample.value {
            case .whole(let value): line(name, sample.labels, String(value))
            case .number(let value): line(name, sample.labels, Self.number(value))
            case .histogram(let counts): append(counts, name, sample.labels)
            }
        }
    }

    /// Buckets are cumulative; the last one, `+Inf`, holds everything.
    private mutating func append(_ counts: HistogramCounts, _ name: String, _ labels: String) {
        let prefix = labels.isEmpty ? "" : labels + ","
        var sum: UInt64 = 0
        for (bound, count) in zip(counts.bounds, counts.counts) {
            sum += count
            line("\(name)_bucket", prefix + "le=\"\(Self.number(bound))\"", String(sum))
        }
        line("\(name)_bucket", prefix + "le=\"+Inf\"", String(counts.count))
        line("\(name)_sum", labels, Self.number(counts.sum))
        line("\(name)_count", labels, String(counts.count))
    }

    private mutating func line(_ name: String, _ labels: String, _ value: String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    private static func labels(_ labels: [MetricLabel]) -> String {
        labels.map { "\($0.name)=\"\(escapedValue($0.value))\"" }.joined(separator: ",")
    }

    private static func escapedHelp(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
    }

    private static func escapedValue(_ text: String) -> String {
        escapedHelp(text).replacing("\"", with: "\\\"")
    }

    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        if let whole = Int64(exactly: value) { return String(whole) }
        return String(value)
    }
}
