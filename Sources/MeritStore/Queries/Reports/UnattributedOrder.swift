package import MeritCore
package import MeritLedger

/// What of an order is nobody's on some days.
package struct UnattributedOrder: Hashable, Sendable {
    package let order: OrderKey
    package let currency: Currency
    /// The entries of payee 0.
    package let amount: AmountSum
    /// The decision in force.
    package let decision: DecisionRow
}

extension Store {
    private static let unattributed = Query(
        "report.unattributed",
        """
        SELECT o.shop, o.order_id, e.currency, o.decision,
            \(SplitSum.columns("e.amount_minor"))
        FROM entries e JOIN orders o ON o.number = e.order_number
        WHERE e.day BETWEEN ? AND ? AND e.staff = 0
        GROUP BY e.order_number, e.currency ORDER BY o.shop, o.order_id LIMIT ?
        """)

    /// The orders with entries of payee 0, by shop and order id; at most `limit`.
    package func unattributedOrders(
        on days: DayRange, limit: Int
    ) throws(StoreError) -> Reported<[UnattributedOrder]> {
        try reported(on: days) { connection throws(StoreError) in
            let found = try connection(Self.unattributed).all(days.first, days.last, limit) { row in
                Found(
                    order: row.order(0, 1), currency: row.currency(2), decision: row.sequence(3),
                    amount: row.sum(4))
            }
            return try found.map { found throws(StoreError) in
                guard let decision = try DecisionRow.find(found.decision, connection) else {
                    throw .damaged("order \(found.order) has entries and no decision")
                }
                return UnattributedOrder(
                    order: found.order, currency: found.currency, amount: found.amount,
                    decision: decision)
            }
        }
    }

    /// A row before its decision is read: one statement at a time.
    private struct Found {
        let order: OrderKey
        let currency: Currency
        let decision: Sequence
        let amount: AmountSum
    }
}
