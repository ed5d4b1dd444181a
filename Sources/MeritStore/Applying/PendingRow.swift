import MeritCore

/// What waits for a judgement of an order.
struct PendingRow {
    /// T of the judgement to come.
    let judgedAt: Timestamp
    let occasion: Decision.Occasion

    private static let findQuery = Query(
        "pendingJudgements.find",
        "SELECT judging_at, occasion FROM pending_judgements WHERE order_number = ?")
    private static let insertQuery = Query(
        "pendingJudgements.insert",
        """
        INSERT INTO pending_judgements (judging_at, shop, order_id, order_number, cause, occasion)
        VALUES (?, ?, ?, ?, ?, ?)
        """)
    private static let deleteQuery = Query(
        "pendingJudgements.delete", "DELETE FROM pending_judgements WHERE order_number = ?")
    private static let renewQuery = Query(
        "pendingJudgements.renew",
        "UPDATE pending_judgements SET cause = ? WHERE order_number = ?")
    private static let removeServedQuery = Query(
        "pendingJudgements.removeServed",
        "DELETE FROM pending_judgements WHERE order_number = ? AND cause <= ?")
    private static let continueQuery = Query(
        "pendingJudgements.continue",
        "UPDATE pending_judgements SET occasion = 2 WHERE order_number = ? AND occasion = 1")

    static func find(_ order: Int64, _ connection: Connection) throws(StoreError) -> PendingRow? {
        try connection(findQuery).first(order) { row throws(StoreError) in
            let raw = UInt8(truncatingIfNeeded: row.integer(1))
            guard let occasion = Decision.Occasion(rawValue: raw) else {
                throw .damaged("a pending judgement has occasion \(raw)")
            }
            return PendingRow(judgedAt: row.timestamp(0), occasion: occasion)
        }
    }

    /// `cause` is the latest fact that the judgement has to know of. Replaces what waited.
    func put(
        for order: OrderRecord, cause: Sequence, _ connection: Connection
    ) throws(StoreError) {
        try Self.remove(order.number, connection)
        try connection(Self.insertQuery).run(
            judgedAt, order.order.shop, order.order.order, order.number, cause,
            occasion.rawValue)
    }

    static func remove(_ order: Int64, _ connection: Connection) throws(StoreError) {
        try connection(deleteQuery).run(order)
    }

    /// The judgement has to know of `cause` too.
    static func renew(
        _ order: Int64, cause: Sequence, _ connection: Connection
    ) throws(StoreError) {
        try connection(renewQuery).run(cause, order)
    }

    /// A judgement as of `asOf` counts from here on: it served what it knew, and where more is
    /// known the order is to be judged again.
    static func serve(
        _ order: Int64, asOf: Sequence, _ connection: Connection
    ) throws(StoreError) {
        try connection(removeServedQuery).run(order, asOf)
        try connection(continueQuery).run(order)
    }
}
