import MeritCore
import MeritJournal

extension Applier {
    private static let insertBad = Query(
        "badRecords.insert",
        """
        INSERT INTO bad_records (sequence, recorded_at, source, shop, event, code, detail,
            vault_id, body)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let resolve = Query(
        "badRecords.resolve",
        """
        UPDATE bad_records SET resolution = ?, resolved_at = ?, resolved_by = ?
        WHERE sequence = ? AND resolution IS NULL
        """)
    private static let exists = Query(
        "badRecords.exists", "SELECT 1 FROM bad_records WHERE sequence = ?")
    private static let insertGap = Query(
        "gaps.insert",
        """
        INSERT INTO gaps (sequence, recorded_at, reason, clicks, views, from_at, to_at)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    private static let insertRecovery = Query(
        "recoveries.insert",
        """
        INSERT INTO recoveries (sequence, recorded_at, segment, bytes_cut) VALUES (?, ?, ?, ?)
        """)
    private static let addRejections = Query(
        "rejections.add",
        """
        INSERT INTO rejections (minute_at, rejection, count) VALUES (?, ?, ?)
        ON CONFLICT (minute_at, rejection) DO UPDATE SET count = count + excluded.count
        """)

    /// Keeps a fact that could not be applied.
    mutating func keepBad(
        _ record: Record, _ reason: BadReason, detail: String?
    ) throws(StoreError) {
        try connection(Self.insertBad).run(
            record.sequence, record.time, BadReason.journalSource, String?.none, String?.none,
            reason.code,
            detail, Int64?.none, [UInt8]?.none)
        badRecords += 1
    }

    /// Keeps an order event that could not be applied, under the door it came through.
    mutating func keepBad(
        _ record: Record, _ event: OrderEvent, _ reason: BadReason
    ) throws(StoreError) {
        let source: BadRecord.Source = event.provenance == nil ? .orderWebhook : .orderImport
        try connection(Self.insertBad).run(
            record.sequence, record.time, source.name, event.order.shop, event.event, reason.code,
            "order \(event.order)", Int64?.none, event.contentDigest)
        badRecords += 1
    }

    mutating func apply(_ bad: BadRecord, _ record: Record) throws(StoreError) {
        try connection(Self.insertBad).run(
            record.sequence, record.time, bad.source.name, bad.shop, bad.event, bad.code,
            String?.none, bad.vaultID, bad.body)
        badRecords += 1
    }

    mutating func apply(_ resolved: BadRecordResolved, _ record: Record) throws(StoreError) {
        let changed = try connection(Self.resolve).change(
            resolved.outcome.rawValue, record.time, resolved.actor.person, resolved.record)
        // A second resolution of one record changes nothing.
        if changed == 0,
            try connection(Self.exists).first(resolved.record, as: { _ in true }) == nil
        {
            try keepBad(record, .unknownRecord, detail: "record \(resolved.record.value)")
        }
    }

    func apply(_ gap: Gap, _ record: Record) throws(StoreError) {
        try connection(Self.insertGap).run(
            record.sequence, record.time, gap.reason.rawValue, gap.clicks, gap.views, gap.from,
            gap.to)
    }

    func apply(_ recovered: Recovered, _ record: Record) throws(StoreError) {
        try connection(Self.insertRecovery).run(
            record.sequence, record.time, recovered.segment, recovered.bytesCut)
    }

    func apply(_ counts: RejectionCounts) throws(StoreError) {
        let statement = try connection(Self.addRejections)
        for count in counts.counts {
            // More than a minute can hold; the sum of a minute's counts stays a 64-bit number.
            let bounded = min(count.count, 1 << 53)
            try statement.run(counts.minute, count.rejection.rawValue, bounded)
        }
    }
}
