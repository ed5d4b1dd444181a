import MeritAPI
import MeritCore
import MeritIntake
import MeritJournal
import MeritStore

/// Everything that `GET /metrics` tells: what modules counted, and how journal, worker and process
/// stand at that moment.
struct ServiceMetrics: Sendable {
    let engine: Engine
    let health: Health

    /// Reads and writes it all down. A store that does not answer is left out: health tells why.
    func read() -> APIMetrics {
        let families = engine.metrics.families + journal + worker + backlog + [parts]
        return APIMetrics(
            text: Exposition.text(of: families + ProcessFigures().families),
            type: Exposition.contentType)
    }

    private var journal: [MetricFamily] {
        let statistics = engine.journal.statistics
        let backlog = engine.journal.backlog
        let refused = [
            ("traffic", statistics.refusedTraffic), ("inbound", statistics.refusedInbound),
            ("decision", statistics.refusedDecisions),
        ]
        let state = engine.journal.state.metricName
        return [
            MetricFamily("merit_journal_records_total", .whole(statistics.records)),
            MetricFamily(
                "merit_journal_refused_records_total",
                refused.map { .init([MetricLabel("class", $0.0)], .whole($0.1)) }),
            MetricFamily("merit_journal_waiting_submissions", backlog.submissions),
            MetricFamily("merit_journal_waiting_bytes", backlog.bytes),
            MetricFamily(
                "merit_journal_state",
                JournalState.metricNames.map {
                    .init([MetricLabel("state", $0)], .whole($0 == state ? 1 : 0))
                }),
        ]
    }

    private var worker: [MetricFamily] {
        // In this order, so that a fact recorded in between is no lag below 0.
        let applied = engine.store.cursor.mark.sequence.value
        let durable = engine.journal.durable.sequence.value
        return [
            MetricFamily("merit_journal_durable_sequence", .whole(durable)),
            MetricFamily("merit_worker_applied_sequence", .whole(applied)),
            MetricFamily(
                "merit_worker_lag_records", .whole(durable > applied ? durable - applied : 0)),
            MetricFamily("merit_intake_waiting_events", engine.intake.waitingCount),
        ]
    }

    private var backlog: [MetricFamily] {
        let backlog: StoreBacklog
        do throws(StoreError) {
            backlog = try engine.store.backlog()
        } catch {
            return []
        }
        return [
            MetricFamily("merit_worker_pending_judgements", backlog.pending),
            MetricFamily("merit_worker_due_orders", backlog.due),
            MetricFamily("merit_store_bad_records", backlog.badOpen),
        ]
    }

    private var parts: MetricFamily {
        MetricFamily(
            "merit_process_part_ready",
            health.all.map { part, state in
                .init([MetricLabel("part", part.rawValue)], .whole(state == .ready ? 1 : 0))
            })
    }
}

extension JournalState {
    fileprivate static let metricNames = [
        "writing", "traffic_refused", "inbound_refused", "failed", "closed",
    ]

    fileprivate var metricName: String {
        switch self {
        case .writing: "writing"
        case .trafficRefused: "traffic_refused"
        case .inboundRefused: "inbound_refused"
        case .failed: "failed"
        case .closed: "closed"
        }
    }
}
