import Foundation
import MeritCore
import MeritJournal
import Synchronization
import Testing

@testable import MeritServer

/// What a journal tells of itself while it writes.
struct JournalMetricsTests {
    private func samples(_ name: MetricName, in registry: MetricsRegistry) -> [MetricFamily.Sample]
    {
        registry.families.first { $0.name == name }?.samples ?? []
    }

    private func counts(_ name: MetricName, in registry: MetricsRegistry) -> HistogramCounts? {
        guard case .histogram(let counts)? = samples(name, in: registry).first?.value else {
            return nil
        }
        return counts
    }

    @Test func `batches, syncs and what was missed are told as they happen`() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "merit-metrics-\(UUID())").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let registry = MetricsRegistry()
        // Every look at the clock is 3 ms later.
        let clock = Atomic<Int64>(0)
        var options = JournalOptions(node: .first)
        options.trafficSpaceMark = 0
        options.inboundSpaceMark = 0
        options.metrics = JournalMetrics(
            registry,
            uptime: { .milliseconds(clock.wrappingAdd(3, ordering: .relaxed).newValue) })
        let journal = try Journal.open(
            options, disk: try RealDisk(directory: folder, creating: .createIfMissing),
            run: RunID(high: 1, low: 2), now: { Timestamp(milliseconds: 0) }, randomness: { 7 })
        let recorder = FactRecorder(
            journal: journal, now: { Timestamp(milliseconds: 0) }, salt: { PersonalSalt(1, 2) })
        let fact = KeyChanged(slot: KeySlot(unchecked: 0), state: .active, actor: .system)
        _ = try await recorder.record(all: [fact, fact, fact], class: .inbound)
        journal.noteUnrecorded(clicks: 4, views: 2, reason: .deadline)
        _ = try await recorder.record(fact, class: .inbound)
        journal.close()
        let statistics = journal.statistics
        let records = try #require(counts("merit_journal_batch_records", in: registry))
        #expect(records.sum == Double(statistics.records) && records.sum >= 5)
        #expect(records.count == statistics.batches)
        let bytes = try #require(counts("merit_journal_batch_bytes", in: registry))
        #expect(bytes.sum == Double(statistics.bytes))
        let syncs = try #require(counts("merit_journal_sync_seconds", in: registry))
        #expect(syncs.count == statistics.syncs && syncs.count >= 2)
        #expect(abs(syncs.sum - 0.003 * Double(syncs.count)) < 1e-9)
        let missed = samples("merit_journal_unrecorded_touches_total", in: registry).compactMap {
            if case .whole(let count) = $0.value, count > 0 {
                "\($0.labels.map(\.value)) \(count)"
            } else {
                nil
            }
        }
        #expect(missed.sorted() == [#"["click", "deadline"] 4"#, #"["view", "deadline"] 2"#])
    }
}
