package import MeritAttribution
package import MeritCore

/// An order that is to be judged.
package struct PendingJudgement: Hashable, Sendable {
    package let order: OrderKey
    /// The judging instant T.
    package let judgedAt: Timestamp
    /// The latest fact that the judgement has to know of.
    package let cause: Sequence
    package let occasion: Decision.Occasion

    package init(
        order: OrderKey, judgedAt: Timestamp, cause: Sequence, occasion: Decision.Occasion
    ) {
        self.order = order
        self.judgedAt = judgedAt
        self.cause = cause
        self.occasion = occasion
    }

    /// What a recorded decision was made for.
    package init(_ decision: Decision) {
        self.init(
            order: decision.order, judgedAt: decision.judgedAt, cause: decision.cause,
            occasion: decision.occasion)
    }
}

/// What a decision on an order rests on.
package enum PendingCase: Hashable, Sendable {
    /// The order is to be judged.
    case judging(JudgingCase)
    /// People approved other weights.
    case adjustment(AdjustmentCase)
}

extension PendingJudgement {
    private static let page = Query(
        "pendingJudgements.next",
        """
        SELECT judging_at, shop, order_id, cause, occasion FROM pending_judgements
        ORDER BY judging_at, shop, order_id LIMIT ?
        """)
    private static let ofOrder = Query(
        "pendingJudgements.byOrder",
        """
        SELECT judging_at, shop, order_id, cause, occasion FROM pending_judgements
        WHERE order_number = ?
        """)

    /// The next orders to be judged, by (T, shop, order id).
    static func next(
        _ limit: Int, _ connection: Connection
    ) throws(StoreError) -> [PendingJudgement] {
        try connection(page).all(limit) { row throws(StoreError) in try PendingJudgement(row) }
    }

    /// Nil where the order is not to be judged.
    static func find(
        _ order: OrderKey, _ connection: Connection
    ) throws(StoreError) -> PendingJudgement? {
        guard let record = try OrderRecord.find(order, connection) else { return nil }
        return try connection(ofOrder).first(record.number) { row throws(StoreError) in
            try PendingJudgement(row)
        }
    }

    private init(_ row: Row) throws(StoreError) {
        guard
            let occasion = Decision.Occasion(rawValue: UInt8(truncatingIfNeeded: row.integer(4)))
        else { throw .damaged("a pending judgement has occasion \(row.integer(4))") }
        self.init(
            order: row.order(1, 2), judgedAt: row.timestamp(0), cause: row.sequence(3),
            occasion: occasion)
    }
}
