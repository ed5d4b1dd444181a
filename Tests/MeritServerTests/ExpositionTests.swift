import Testing

@testable import MeritServer

/// Metrics as Prometheus reads them (text exposition format 0.0.4).
struct ExpositionTests {
    private func text(
        _ kind: MetricKind, help: String = "What it is.", _ samples: [MetricFamily.Sample]
    ) -> String {
        var exposition = Exposition()
        exposition.append(
            MetricFamily("merit_test_things", samples),
            MetricDescription("merit_test_things", kind, help))
        return exposition.text
    }

    @Test func `a family begins with its help and its type`() {
        let samples: [MetricFamily.Sample] = [
            .init([MetricLabel("b", "2")], .whole(UInt64.max)),
            .init([MetricLabel("a", "1"), MetricLabel("b", "2")], .number(0.5)),
        ]
        #expect(
            text(.counter, samples) == """
                # HELP merit_test_things What it is.
                # TYPE merit_test_things counter
                merit_test_things{a="1",b="2"} 0.5
                merit_test_things{b="2"} 18446744073709551615

                """)
    }

    @Test func `help and label values are escaped`() {
        let sample = MetricFamily.Sample([MetricLabel("a", "x\\y\n\"z\"")], .whole(1))
        #expect(
            text(.gauge, help: "one\\two\n\"three\"", [sample]) == #"""
                # HELP merit_test_things one\\two\n"three"
                # TYPE merit_test_things gauge
                merit_test_things{a="x\\y\n\"z\""} 1

                """#)
    }

    @Test(arguments: [
        (0.0, "0"), (1, "1"), (-2.5, "-2.5"), (0.0001, "0.0001"), (1e20, "1e+20"),
        (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
    ])
    func `a number is written as Go reads it`(value: Double, written: String) {
        let lines = text(.gauge, [.init([], .number(value))]).split(separator: "\n")
        #expect(lines.last == "merit_test_things \(written)")
    }

    @Test func `buckets are cumulative and the last one holds everything`() {
        var counts = HistogramCounts(bounds: [0.5, 1, 2])
        for value in [0.25, 0.5, 1.5, 7] { counts.add(value) }
        #expect(
            text(.histogram, [.init([MetricLabel("disk", "a")], .histogram(counts))]) == """
                # HELP merit_test_things What it is.
                # TYPE merit_test_things histogram
                merit_test_things_bucket{disk="a",le="0.5"} 2
                merit_test_things_bucket{disk="a",le="1"} 2
                merit_test_things_bucket{disk="a",le="2"} 3
                merit_test_things_bucket{disk="a",le="+Inf"} 4
                merit_test_things_sum{disk="a"} 9.25
                merit_test_things_count{disk="a"} 4

                """)
    }

    @Test func `families stand in the order of their names, and none is told undescribed`() {
        let text = Exposition.text(of: [
            MetricFamily("merit_worker_due_orders", 2), MetricFamily("merit_nobody_knows", 1),
            MetricFamily("merit_journal_waiting_bytes", 3), MetricFamily("merit_store_x", []),
        ])
        let samples = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(samples == ["merit_journal_waiting_bytes 3", "merit_worker_due_orders 2"])
    }
}
