/// Every metric that the service tells, in the order of names within their module.
enum MetricCatalogue {
    static let all = collector + inbound + journal + worker + process

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// Nil for a name that is not in the catalogue.
    static func description(of name: MetricName) -> MetricDescription? { byName[name] }

    private static let collector: [MetricDescription] = [
        .init("merit_collector_aliases_ignored_total", .counter, "Identifiers that name nobody."),
        .init(
            "merit_collector_codes_total", .counter,
            "Requests for QR codes, by what became of them."
        ),
        .init("merit_collector_connections_accepted_total", .counter, "Connections taken."),
        .init(
            "merit_collector_connections_refused_total", .counter,
            "Connections closed as they came, because too many were open."),
        .init(
            "merit_collector_identities_refused_total", .counter,
            "Touches of views whose signed identity did not verify."),
        .init(
            "merit_collector_open_connections", .gauge, "Connections open, by event loop."),
        .init(
            "merit_collector_redirects_total", .counter,
            "Redirects, by what became of them."),
        .init(
            "merit_collector_requests_refused_total", .counter,
            "Requests that were not well-formed HTTP/1.1, too large or too slow."),
        .init(
            "merit_collector_token_rejections_total", .counter,
            "Tokens of redirects and views that were rejected, by the first reason."),
        .init(
            "merit_collector_views_total", .counter,
            "Touches sent to /v1/views, by what became of them."),
        .init(
            "merit_collector_waiting_records", .gauge,
            "Records whose outcome an event loop waits for."),
    ]

    private static let inbound: [MetricDescription] = [
        .init(
            "merit_inbound_order_events_total", .counter,
            "Order webhooks, by what became of them."),
        .init(
            "merit_inbound_refusals_total", .counter,
            "Order webhooks that were refused, by the answer's code."),
    ]

    private static let journal: [MetricDescription] = [
        .init("merit_journal_batch_bytes", .histogram, "Bytes of a batch, padding included."),
        .init("merit_journal_batch_records", .histogram, "Records of a batch."),
        .init(
            "merit_journal_durable_sequence", .gauge, "The last record that survives a power cut."),
        .init("merit_journal_records_total", .counter, "Records written."),
        .init(
            "merit_journal_refused_records_total", .counter,
            "Records that were refused, by class."),
        .init("merit_journal_state", .gauge, "1 for what the journal takes at the moment."),
        .init("merit_journal_sync_seconds", .histogram, "How long a sync took."),
        .init(
            "merit_journal_unrecorded_touches_total", .counter,
            "Clicks and views that were answered without being recorded, by reason."),
        .init("merit_journal_waiting_bytes", .gauge, "Bytes that wait for the writer."),
        .init("merit_journal_waiting_submissions", .gauge, "Submissions that wait for the writer."),
    ]

    private static let worker: [MetricDescription] = [
        .init("merit_intake_waiting_events", .gauge, "Inputs recorded and not known as applied."),
        .init("merit_store_bad_records", .gauge, "Bad records that nobody dealt with."),
        .init("merit_worker_applied_sequence", .gauge, "The last record that is applied."),
        .init("merit_worker_due_orders", .gauge, "Orders whose entries are to be computed."),
        .init(
            "merit_worker_lag_records", .gauge, "Durable records that are not applied yet."),
        .init("merit_worker_pending_judgements", .gauge, "Orders that are to be judged."),
    ]

    private static let process: [MetricDescription] = [
        .init("merit_process_cpu_seconds_total", .counter, "Processor time, user and system."),
        .init("merit_process_max_fds", .gauge, "File descriptors that may be open at once."),
        .init("merit_process_open_fds", .gauge, "File descriptors that are open."),
        .init("merit_process_part_ready", .gauge, "1 where a part of the service does its work."),
        .init("merit_process_resident_memory_bytes", .gauge, "Memory that is in RAM."),
        .init("merit_process_start_time_seconds", .gauge, "When the process began (Unix time)."),
    ]
}
