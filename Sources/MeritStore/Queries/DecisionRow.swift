package import MeritCore

/// A decision as it was read back from the journal.
package struct DecisionRow: Hashable, Sendable {
    /// The decision's record.
    package let sequence: Sequence
    package let recordedAt: Timestamp
    package let decision: Decision

    private static let find = Query(
        "decisions.find",
        "SELECT sequence, recorded_at, version, body, customer FROM decisions WHERE sequence = ?")
    private static let byOrder = Query(
        "decisions.byOrder",
        """
        SELECT sequence, recorded_at, version, body, customer FROM decisions
        WHERE order_number = ? ORDER BY sequence
        """)

    static func find(
        _ sequence: Sequence, _ connection: Connection
    ) throws(StoreError) -> DecisionRow? {
        try connection(find).first(sequence) { row throws(StoreError) in try DecisionRow(row) }
    }

    /// In the order they were recorded: the last is in force.
    static func all(
        of order: OrderRecord, _ connection: Connection
    ) throws(StoreError) -> [DecisionRow] {
        try connection(byOrder).all(order.number) { row throws(StoreError) in
            try DecisionRow(row)
        }
    }

    /// Of the columns sequence, recorded_at, version, body, customer.
    init(_ row: Row) throws(StoreError) {
        sequence = row.sequence(0)
        recordedAt = row.timestamp(1)
        do {
            decision = try Decision(
                version: UInt8(truncatingIfNeeded: row.integer(2)), publicBody: row.bytes(3)[...],
                personalBody: row.optional(4, row.bytes)?[...])
        } catch {
            throw .damaged("decision \(row.integer(0)) cannot be read: \(error)")
        }
    }
}
