package import CoreMetrics
import MeritCore

/// What a journal tells of each batch and sync as it happens, on the writer's thread. What it only
/// counts is `JournalStatistics`.
package struct JournalMetrics: Sendable {
    private let batchRecords: Recorder
    private let batchBytes: Recorder
    private let syncTime: Timer
    private let unrecordedClicks: [GapReason: Counter]
    private let unrecordedViews: [GapReason: Counter]
    private let uptime: @Sendable () -> Duration

    /// Tells nobody.
    package static let none = JournalMetrics(NOOPMetricsHandler.instance, uptime: { .zero })

    /// `uptime` rises with time; the length of a sync is read off it.
    package init(_ factory: any MetricsFactory, uptime: @escaping @Sendable () -> Duration) {
        batchRecords = Recorder(label: "merit_journal_batch_records", factory: factory)
        batchBytes = Recorder(label: "merit_journal_batch_bytes", factory: factory)
        syncTime = Timer(label: "merit_journal_sync_seconds", factory: factory)
        unrecordedClicks = Self.unrecorded("click", factory)
        unrecordedViews = Self.unrecorded("view", factory)
        self.uptime = uptime
    }

    private static func unrecorded(
        _ touch: String, _ factory: any MetricsFactory
    ) -> [GapReason: Counter] {
        let series = GapReason.allCases.map { reason in
            let counter = Counter(
                label: "merit_journal_unrecorded_touches_total",
                dimensions: [("touch", touch), ("reason", reason.name)], factory: factory)
            return (reason, counter)
        }
        return Dictionary(uniqueKeysWithValues: series)
    }

    func wrote(records: Int, bytes: UInt64) {
        batchRecords.record(records)
        batchBytes.record(bytes)
    }

    /// Runs a sync and tells how long it took, also where it failed.
    func timingSync(_ sync: () throws(WriteFault) -> Void) throws(WriteFault) {
        let start = uptime()
        defer {
            let (seconds, attoseconds) = (uptime() - start).components
            syncTime.recordNanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
        }
        try sync()
    }

    func missed(_ gap: Gap) {
        unrecordedClicks[gap.reason]?.increment(by: gap.clicks)
        unrecordedViews[gap.reason]?.increment(by: gap.views)
    }
}
