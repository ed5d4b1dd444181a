package import MeritAttribution
package import MeritCore
import MeritJournal

/// Evidence that came too late to judge an order again.
package struct LateEvidenceRow: Hashable, Sendable {
    package let order: OrderKey
    /// The fact.
    package let cause: Sequence
    package let recordedAt: Timestamp
    package let reason: Reason

    /// Why it did not count. The raw value is in rows.
    package enum Reason: UInt8, Sendable {
        /// It is from the customer, and `rejudge_for` had passed.
        case window = 1
        /// The period of the order's booking instant is closed.
        case closed = 2
        /// People fixed the order's weights.
        case adjusted = 3

        package var name: String {
            switch self {
            case .window: "window"
            case .closed: "closed"
            case .adjusted: "adjusted"
            }
        }
    }
}

extension Store {
    private static let late = Query(
        "lateEvidence.page",
        """
        SELECT o.shop, o.order_id, l.cause, l.recorded_at, l.reason
        FROM late_evidence l JOIN orders o ON o.number = l.order_number
        WHERE (l.cause, l.order_number) > (?1, coalesce(
            (SELECT number FROM orders WHERE shop = ?2 AND order_id = ?3), 0))
            AND l.recorded_at >= ?4 AND l.recorded_at < ?5
        ORDER BY l.cause, l.order_number LIMIT ?6
        """)
    private static let lateOf = Query(
        "lateEvidence.ofOrder",
        """
        SELECT o.shop, o.order_id, l.cause, l.recorded_at, l.reason
        FROM late_evidence l JOIN orders o ON o.number = l.order_number
        WHERE o.shop = ? AND o.order_id = ? ORDER BY l.cause LIMIT ?
        """)

    /// The next evidence behind `last` that was recorded in [`from`, `to`), as recorded.
    package func lateEvidence(
        after last: LateEvidenceRow?, from: Timestamp = .distantPast,
        to: Timestamp = .distantFuture, limit: Int
    ) throws(StoreError) -> [LateEvidenceRow] {
        try file.read { connection throws(StoreError) in
            try connection(Self.late).all(
                last?.cause ?? .zero, last?.order.shop, last?.order.order, from, to, limit
            ) { row throws(StoreError) in try LateEvidenceRow(row) }
        }
    }

    /// What came too late for one order, as recorded.
    package func lateEvidence(
        of order: OrderKey, limit: Int
    ) throws(StoreError) -> [LateEvidenceRow] {
        try file.read { connection throws(StoreError) in
            try connection(Self.lateOf).all(order.shop, order.order, limit) {
                row throws(StoreError) in try LateEvidenceRow(row)
            }
        }
    }

    /// What an order would be judged by if nothing had come too late, by everything known now. Nil
    /// where no event named it.
    package func judgingCaseWithoutLimit(
        of order: OrderKey
    ) throws(StoreError) -> JudgingCase? {
        let decided = try decisions(of: order).last?.decision
        let asOf = cursor.mark.sequence
        let pending = PendingJudgement(
            order: order, judgedAt: decided?.judgedAt ?? .distantFuture,
            cause: decided?.cause ?? asOf, occasion: .evidence)
        return try judgingCase(for: pending, asOf: asOf)?.withoutLimit
    }
}

extension LateEvidenceRow {
    fileprivate init(_ row: Row) throws(StoreError) {
        guard let reason = Reason(rawValue: UInt8(truncatingIfNeeded: row.integer(4))) else {
            throw .damaged("late evidence has reason \(row.integer(4))")
        }
        self.init(
            order: row.order(0, 1), cause: row.sequence(2), recordedAt: row.timestamp(3),
            reason: reason)
    }
}

extension JudgingCase {
    /// The same as if the order were judged for the first time: whatever customers did counts,
    /// whenever it was recorded.
    fileprivate var withoutLimit: JudgingCase {
        JudgingCase(
            order: order, touches: touches, orderClick: orderClick, customer: customer,
            handOvers: handOvers, deletions: deletions, purchases: purchases, policy: policy,
            firstDecidedAt: nil, asOf: asOf, cause: cause, occasion: occasion)
    }
}
