import MeritAttribution
package import MeritCore
package import MeritLedger

/// Evidence that came too late for an order, with what it said.
package struct LateFact: Hashable, Sendable {
    package let row: LateEvidenceRow
    package let origin: FactOrigin
}

/// What came too late on some days, and what is known of the orders that it is about.
package struct LateEvidence: Hashable, Sendable {
    /// As recorded.
    package let facts: [LateFact]
    /// The orders that they are about, by key.
    package let orders: [LatelyTold]
}

/// An order that evidence came too late for.
package struct LatelyTold: Hashable, Sendable {
    package let order: OrderKey
    /// The decision in force.
    package let standing: DecisionRow
    /// The last decision that is no adjustment; nil where all are, which never is.
    package let judged: DecisionRow?
}

extension Store {
    private static let late = Query(
        "report.lateFacts",
        """
        SELECT o.shop, o.order_id, l.recorded_at, l.reason, l.cause
        FROM late_evidence l JOIN orders o ON o.number = l.order_number
        WHERE l.recorded_at >= ? AND l.recorded_at < ?
        ORDER BY l.recorded_at, l.cause, o.shop, o.order_id LIMIT ?
        """)

    /// What was recorded too late on some days; at most `limit` rows.
    package func lateFacts(
        recordedOn days: DayRange, limit: Int
    ) throws(StoreError) -> Reported<LateEvidence> {
        let start = directory.calendar.start(of: days.first)
        let end = directory.calendar.end(of: days.last)
        return try reported(on: days) { connection throws(StoreError) in
            let found = try connection(Self.late).all(start, end, limit) {
                row throws(StoreError) in
                let raw = UInt8(truncatingIfNeeded: row.integer(3))
                guard let reason = LateEvidenceRow.Reason(rawValue: raw) else {
                    throw .damaged("late evidence has reason \(raw)")
                }
                return LateEvidenceRow(
                    order: row.order(0, 1), cause: row.sequence(4), recordedAt: row.timestamp(2),
                    reason: reason)
            }
            var orders: [LatelyTold] = []
            for order in Set(found.map(\.order)).sorted() {
                if let told = try Self.latelyTold(order, connection) { orders.append(told) }
            }
            return LateEvidence(
                facts: try found.map { row throws(StoreError) in
                    LateFact(row: row, origin: try FactOrigin.find(row.cause, connection))
                }, orders: orders)
        }
    }

    private static func latelyTold(
        _ order: OrderKey, _ connection: Connection
    ) throws(StoreError) -> LatelyTold? {
        guard let record = try OrderRecord.find(order, connection) else { return nil }
        let decisions = try DecisionRow.all(of: record, connection)
        guard let standing = decisions.last else { return nil }
        return LatelyTold(
            order: order, standing: standing,
            judged: decisions.last { $0.decision.occasion != .adjustment })
    }
}
