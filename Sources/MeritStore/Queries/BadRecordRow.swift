package import MeritCore

/// Input that could not be processed, or a fact that could not be applied.
package struct BadRecordRow: Hashable, Sendable {
    /// Its record.
    package let sequence: Sequence
    package let recordedAt: Timestamp
    /// `order_webhook`, `order_import`, `touch_import`, or `journal` for a fact without a door.
    package let source: String
    package let shop: ShopName?
    package let event: EventID?
    package let code: String
    /// What a code does not say; nil where the body in the vault says it.
    package let detail: String?
    /// Where its body waits; nil where the journal itself has it.
    package let vaultID: UInt64?
    /// SHA-256 of the body as received, or of an order event's content.
    package let body: Digest?
    /// Nil while it is open.
    package let resolution: Resolution?

    package struct Resolution: Hashable, Sendable {
        package let outcome: BadRecordResolved.Outcome
        package let at: Timestamp
        package let person: PersonNumber?
    }

    static let columns = """
        sequence, recorded_at, source, shop, event, code, detail, vault_id, body, resolution,
            resolved_at, resolved_by
        """

    init(_ row: Row) throws(StoreError) {
        sequence = row.sequence(0)
        recordedAt = row.timestamp(1)
        source = row.text(2)
        shop = row.optionalName(3)
        event = row.optionalName(4)
        code = row.text(5)
        detail = row.optional(6, row.text)
        vaultID = row.optional(7, row.count)
        body = row.isNull(8) ? nil : try row.digest(8)
        let outcome = BadRecordResolved.Outcome(rawValue: UInt8(truncatingIfNeeded: row.integer(9)))
        resolution = outcome.map { outcome in
            Resolution(
                outcome: outcome, at: row.timestamp(10), person: row.optional(11, row.person))
        }
    }
}

extension BadRecordRow {
    /// True for a decision or posting that the store refused.
    package var isOfTheWorker: Bool {
        let reasons: [BadReason] = [
            .unknownOrder, .repeatedDecision, .unknownPolicy, .brokenChain,
        ]
        return source == BadReason.journalSource && reasons.contains { $0.code == code }
    }
}

/// Which bad records are listed.
package enum BadRecordFilter: Hashable, Sendable {
    /// Those that nobody dealt with.
    case open
    case all
}

extension Store {
    private static let openPage = Query(
        "badRecords.open",
        """
        SELECT \(BadRecordRow.columns) FROM bad_records
        WHERE resolution IS NULL AND sequence > ? ORDER BY sequence LIMIT ?
        """)
    private static let page = Query(
        "badRecords.page",
        """
        SELECT \(BadRecordRow.columns) FROM bad_records WHERE sequence > ?
        ORDER BY sequence LIMIT ?
        """)
    private static let find = Query(
        "badRecords.find",
        "SELECT \(BadRecordRow.columns) FROM bad_records WHERE sequence = ?")
    private static let same = Query(
        "badRecords.same",
        """
        SELECT sequence FROM bad_records WHERE body = ? AND shop IS ? AND event IS ?
        ORDER BY sequence LIMIT 1
        """)

    /// The next bad records behind `sequence`, as recorded.
    package func badRecords(
        after sequence: Sequence, limit: Int, _ filter: BadRecordFilter
    ) throws(StoreError) -> [BadRecordRow] {
        try file.read { connection throws(StoreError) in
            let query = filter == .open ? Self.openPage : Self.page
            return try connection(query).all(sequence, limit) { row throws(StoreError) in
                try BadRecordRow(row)
            }
        }
    }

    package func badRecord(_ sequence: Sequence) throws(StoreError) -> BadRecordRow? {
        try file.read { connection throws(StoreError) in
            try connection(Self.find).first(sequence) { row throws(StoreError) in
                try BadRecordRow(row)
            }
        }
    }

    /// The first bad record with this event (nil: without one) and this very body, open or not.
    package func badRecord(
        shop: ShopName?, event: EventID?, body: Digest
    ) throws(StoreError) -> Sequence? {
        try file.read { connection throws(StoreError) in
            try connection(Self.same).first(body, shop, event) { $0.sequence(0) }
        }
    }
}
