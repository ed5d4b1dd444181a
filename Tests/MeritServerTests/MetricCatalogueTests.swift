import Foundation
import Testing

@testable import MeritServer

/// What `Schemas/metrics.md` says and what the service tells.
struct MetricCatalogueTests {
    @Test func `every metric is described in metrics md, and no other`() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Schemas/metrics.md")
        let rows = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
            .filter { $0.hasPrefix("| `merit_") }
            .map { $0.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) } }
        let written = rows.map { [$0[0], $0[1], $0[3]] }
        let known = MetricCatalogue.all.map { ["`\($0.name.text)`", $0.kind.rawValue, $0.help] }
        #expect(Set(written) == Set(known))
        #expect(written.count == known.count)
    }

    @Test func `names say their module, and counters that they are totals`() {
        for metric in MetricCatalogue.all {
            let name = metric.name.text
            #expect(name.wholeMatch(of: /merit_[a-z]+(_[a-z]+)+/) != nil, "\(name)")
            #expect(name.hasSuffix("_total") == (metric.kind == .counter), "\(name)")
        }
    }

    @Test func `the process knows itself`() throws {
        let figures = ProcessFigures()
        #expect(try #require(figures.residentBytes) > 1 << 20)
        #expect(try #require(figures.openFiles) > 2)
        #expect(try #require(figures.cpuSeconds) > 0)
        let age = Date().timeIntervalSince1970 - (try #require(figures.startTimeSeconds))
        #expect(age > -2 && age < 86_400)
    }
}
