/// All series of one metric, as they stand at one moment.
struct MetricFamily: Sendable {
    let name: MetricName
    var samples: [Sample]

    /// One series.
    struct Sample: Sendable {
        let labels: [MetricLabel]
        let value: Value

        init(_ labels: [MetricLabel] = [], _ value: Value) {
            self.labels = labels
            self.value = value
        }
    }

    enum Value: Sendable {
        case whole(UInt64)
        case number(Double)
        case histogram(HistogramCounts)
    }

    init(_ name: MetricName, _ samples: [Sample]) {
        self.name = name
        self.samples = samples
    }

    /// A metric without labels.
    init(_ name: MetricName, _ value: Value) {
        self.init(name, [Sample([], value)])
    }

    init(_ name: MetricName, _ count: Int) {
        self.init(name, .whole(UInt64(clamping: count)))
    }
}

/// What tells the series of one metric apart. Values come from closed sets: never from a request.
struct MetricLabel: Hashable, Sendable {
    let name: String
    let value: String

    init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}
