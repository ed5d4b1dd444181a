import MeritCore
import MeritOrders

/// An order's row, and its events as they were recorded.
struct OrderRecord {
    let number: Int64
    let order: OrderKey
    let currency: Currency
    /// The record of the decision in force.
    let decision: Sequence?
    /// T as the order's events tell it now.
    let instant: Timestamp?
    /// T of the decision in force.
    let judgedAt: Timestamp?
    /// B by the decision in force; nil while it is unknown.
    let bookedAt: Timestamp?
    /// When the first decision was recorded.
    let firstDecidedAt: Timestamp?
    /// The record of the latest decision that is an adjustment.
    let adjusted: Sequence?
    /// The policy of the latest approved re-run that took the order.
    let rerunPolicy: PolicyID?
    /// The latest moment of which the decision in force read the directory.
    let examinedAt: Timestamp?

    private static let columns = """
        number, shop, order_id, currency, decision, instant_at, judging_at, booked_at,
            first_decided_at, adjusted, rerun_policy, examined_at
        """
    private static let find = Query(
        "orders.find", "SELECT \(columns) FROM orders WHERE shop = ? AND order_id = ?")
    private static let findByNumber = Query(
        "orders.byNumber", "SELECT \(columns) FROM orders WHERE number = ?")
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
        try connection(find).first(order.shop, order.order, as: OrderRecord.init)
    }

    static func find(
        _ number: Int64, _ connection: Connection
    ) throws(StoreError) -> OrderRecord? {
        try connection(findByNumber).first(number, as: OrderRecord.init)
    }

    private init(_ row: Row) {
        number = row.integer(0)
        order = row.order(1, 2)
        currency = row.currency(3)
        decision = row.optional(4, row.sequence)
        instant = row.optional(5, row.timestamp)
        judgedAt = row.optional(6, row.timestamp)
        bookedAt = row.optional(7, row.timestamp)
        firstDecidedAt = row.optional(8, row.timestamp)
        adjusted = row.optional(9, row.sequence)
        rerunPolicy = row.optionalName(10)
        examinedAt = row.optional(11, row.timestamp)
    }

    /// What names an order; the rest as if nothing were known of it.
    init(number: Int64, order: OrderKey, currency: Currency, decision: Sequence?) {
        self.number = number
        self.order = order
        self.currency = currency
        self.decision = decision
        instant = nil
        judgedAt = nil
        bookedAt = nil
        firstDecidedAt = nil
        adjusted = nil
        rerunPolicy = nil
        examinedAt = nil
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
        try state(of: try events(through: last, connection))
    }

    /// The order as these events of it tell it; nil without any.
    func state(of events: [OrderEventRow]) throws(StoreError) -> OrderState? {
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
