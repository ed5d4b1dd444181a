import MeritCore
import MeritOrders

/// An order's row, and its events as they were recorded.
struct OrderRecord {
    let number: Int64
    let order: OrderKey
    let currency: Currency
    /// The record of the decision in force.
    let decision: Sequence?

    private static let find = Query(
        "orders.find",
        "SELECT number, currency, decision FROM orders WHERE shop = ? AND order_id = ?")
    private static let events = Query(
        "orderEvents.byOrder",
        """
        SELECT sequence, recorded_at, version, body, buyer FROM order_events
        WHERE order_number = ? AND sequence <= ? ORDER BY sequence
        """)

    /// Nil where no event named the order.
    static func find(
        _ order: OrderKey, _ connection: Connection
    ) throws(StoreError) -> OrderRecord? {
        try connection(find).first(order.shop, order.order) { row in
            OrderRecord(
                number: row.integer(0), order: order, currency: row.currency(1),
                decision: row.optional(2, row.sequence))
        }
    }

    /// The order's events up to `last`, in the order they were recorded.
    func events(
        through last: Sequence, _ connection: Connection
    ) throws(StoreError) -> [OrderEventRow] {
        try connection(Self.events).all(number, last) { row throws(StoreError) in
            try OrderEventRow(row)
        }
    }

    /// The order as its events up to `last` tell it; nil where there are none.
    func state(
        through last: Sequence, _ connection: Connection
    ) throws(StoreError) -> OrderState? {
        let events = try events(through: last, connection)
        do {
            return try OrderState(folding: events.lazy.map(\.event))
        } catch {
            throw .damaged("the events of \(order) contradict each other: \(error.code)")
        }
    }
}

extension OrderEventRow {
    /// Of the columns sequence, recorded_at, version, body, buyer.
    fileprivate init(_ row: Row) throws(StoreError) {
        let sequence = row.sequence(0)
        do {
            event = try OrderEvent(
                version: UInt8(truncatingIfNeeded: row.integer(2)), publicBody: row.bytes(3)[...],
                personalBody: row.optional(4, row.bytes)?[...])
        } catch {
            throw .damaged("order event \(sequence.value) cannot be read: \(error)")
        }
        self.sequence = sequence
        recordedAt = row.timestamp(1)
    }
}
