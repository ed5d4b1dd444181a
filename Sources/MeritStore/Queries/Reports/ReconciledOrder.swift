import MeritAttribution
package import MeritCore
package import MeritLedger
package import MeritOrders

/// An order with what was posted on it.
package struct ReconciledOrder: Hashable, Sendable {
    package let state: OrderState
    /// The policy of the decision in force; nil while the order is unjudged.
    package let policy: PolicyID?
    /// The booking instant by that decision; nil while it is unknown.
    package let bookedAt: Timestamp?
    /// The sum of all its entries.
    package let posted: AmountSum
    package let posting: Posting

    package enum Posting: Hashable, Sendable {
        /// Its entries are to be computed anew.
        case due
        case done
    }
}

/// The next orders of a long list, each page from a snapshot of its own.
package struct ReconciledPage: Hashable, Sendable {
    package let orders: [ReconciledOrder]
    /// Where the next page begins; nil at the end.
    package let next: Int64?
}

extension Store {
    private static let created = Query(
        "report.ordersCreated",
        """
        SELECT number, shop, order_id FROM orders
        WHERE number > ? AND created_at >= ? AND created_at < ? ORDER BY number LIMIT ?
        """)
    private static let posted = Query(
        "report.orderPosted",
        "SELECT \(SplitSum.columns("amount_minor")) FROM entries WHERE order_number = ?")
    private static let isDue = Query(
        "report.orderDue", "SELECT 1 FROM due_orders WHERE order_number = ?")
    private static let policyOf = Query(
        "report.orderPolicy", "SELECT policy FROM decisions WHERE sequence = ?")

    private struct Found {
        let number: Int64
        let order: OrderKey
    }

    /// Orders created on some days (as their events tell it now), behind `number` (0 at first).
    package func reconciledOrders(
        createdOn days: DayRange, after number: Int64, limit: Int
    ) throws(StoreError) -> ReconciledPage {
        let start = directory.calendar.start(of: days.first)
        let end = directory.calendar.end(of: days.last)
        return try file.read { connection throws(StoreError) in
            let found = try connection(Self.created).all(number, start, end, limit) { row in
                Found(number: row.integer(0), order: row.order(1, 2))
            }
            var orders: [ReconciledOrder] = []
            for found in found {
                if let order = try Self.reconciled(found.order, connection) { orders.append(order) }
            }
            return ReconciledPage(
                orders: orders, next: found.count < limit ? nil : found.last?.number)
        }
    }

    private static func reconciled(
        _ order: OrderKey, _ connection: Connection
    ) throws(StoreError) -> ReconciledOrder? {
        guard let record = try OrderRecord.find(order, connection),
            let state = try record.state(through: .last, connection)
        else { return nil }
        let policy: PolicyID? = try record.decision.flatMap { decision throws(StoreError) in
            try connection(policyOf).first(decision) { row in row.name(0) }
        }
        let isDue = try connection(isDue).first(record.number) { _ in true } ?? false
        return ReconciledOrder(
            state: state, policy: policy, bookedAt: record.bookedAt,
            posted: try connection(posted).first(record.number) { $0.sum(0) } ?? .zero,
            posting: isDue ? .due : .done)
    }

    /// The basis alone, for a report whose rows come in pages.
    package func reportBasis(on days: DayRange) throws(StoreError) -> ReportBasis {
        try reported(on: days) { _ in 0 }.basis
    }
}
