package import MeritCore
package import MeritLedger
package import MeritOrders

extension Store {
    private static let keysByID = Query(
        "orders.byID", "SELECT shop, order_id FROM orders WHERE order_id = ? ORDER BY shop")
    private static let firstKeys = Query(
        "orders.first", "SELECT shop, order_id FROM orders ORDER BY shop, order_id LIMIT ?")
    private static let nextKeys = Query(
        "orders.after",
        """
        SELECT shop, order_id FROM orders WHERE (shop, order_id) > (?, ?)
        ORDER BY shop, order_id LIMIT ?
        """)

    /// The last entry's number and hash.
    package func ledgerHead() throws(StoreError) -> LedgerHead {
        try file.read { connection throws(StoreError) in try LedgerRows.head(connection) }
    }

    /// The next entries behind `number`, in order: of one period, or of all.
    package func entries(
        period: Period?, after number: UInt64, limit: Int
    ) throws(StoreError) -> [LedgerEntry] {
        try file.read { connection throws(StoreError) in
            try LedgerRows.page(period, after: number, limit: limit, connection)
        }
    }

    /// Every entry of an order, by rising number.
    package func entries(of order: OrderKey) throws(StoreError) -> [LedgerEntry] {
        try file.read { connection throws(StoreError) in
            guard let record = try OrderRecord.find(order, connection) else { return [] }
            return try LedgerRows.all(of: record, connection)
        }
    }

    /// Every decision on an order, as recorded: the last is in force.
    package func decisions(of order: OrderKey) throws(StoreError) -> [DecisionRow] {
        try file.read { connection throws(StoreError) in
            guard let record = try OrderRecord.find(order, connection) else { return [] }
            return try DecisionRow.all(of: record, connection)
        }
    }

    /// The order as its events tell it; nil where no event named it.
    package func orderState(of order: OrderKey) throws(StoreError) -> OrderState? {
        try file.read { connection throws(StoreError) in
            try OrderRecord.find(order, connection)?.state(through: .last, connection)
        }
    }

    /// The order's events, as recorded.
    package func orderEvents(of order: OrderKey) throws(StoreError) -> [OrderEventRow] {
        try file.read { connection throws(StoreError) in
            try OrderRecord.find(order, connection)?.events(through: .last, connection) ?? []
        }
    }

    /// The orders with this id, by shop.
    package func orderKeys(withID order: OrderID) throws(StoreError) -> [OrderKey] {
        try file.read { connection throws(StoreError) in
            try connection(Self.keysByID).all(order) { $0.order(0, 1) }
        }
    }

    /// The next orders behind `order`, by (shop, order id).
    package func orders(after order: OrderKey?, limit: Int) throws(StoreError) -> [OrderKey] {
        try file.read { connection throws(StoreError) in
            guard let order else {
                return try connection(Self.firstKeys).all(limit) { $0.order(0, 1) }
            }
            return try connection(Self.nextKeys).all(order.shop, order.order, limit) {
                $0.order(0, 1)
            }
        }
    }
}

extension Sequence {
    /// At or behind every fact.
    static let last = Sequence(UInt64(Int64.max))
}
