package import MeritCore

/// An order without a booking instant: it was never judged, or its credit does not count yet.
package struct UnbookedOrder: Hashable, Sendable {
    /// Where the order stands among all: later ones were first named later.
    package let number: Int64
    package let order: OrderKey
    /// Nil until an event tells it.
    package let createdAt: Timestamp?
    /// T of the decision in force; nil: there is none.
    package let judgedAt: Timestamp?
}

extension Store {
    private static let unbooked = Query(
        "orders.unbooked",
        """
        SELECT number, shop, order_id, created_at, judging_at FROM orders
        WHERE number > ? AND (decision IS NULL OR booked_at IS NULL) ORDER BY number LIMIT ?
        """)

    /// The next orders without a booking instant behind the one with this number, or from the
    /// first.
    package func unbookedOrders(
        after number: Int64?, limit: Int
    ) throws(StoreError) -> [UnbookedOrder] {
        try file.read { connection throws(StoreError) in
            try connection(Self.unbooked).all(number ?? 0, limit) { row in
                UnbookedOrder(
                    number: row.integer(0), order: row.order(1, 2),
                    createdAt: row.optional(3, row.timestamp),
                    judgedAt: row.optional(4, row.timestamp))
            }
        }
    }
}
