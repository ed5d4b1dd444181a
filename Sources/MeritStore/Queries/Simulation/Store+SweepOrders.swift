import MeritAttribution
package import MeritCore
import MeritOrders

extension Store {
    private static let order = Query(
        "sweep.order", "SELECT shop, order_id, currency FROM orders WHERE number = ?")
    private static let decisions = Query(
        "sweep.decisions",
        """
        SELECT sequence, recorded_at, version, body, customer FROM decisions
        WHERE order_number = ? AND sequence <= ? ORDER BY sequence
        """)
    private static let posted = Query(
        "sweep.posted",
        """
        SELECT staff, department, sum(amount_minor) FROM entries
        WHERE order_number = ? AND posting <= ? GROUP BY staff, department
        """)
    private static let touchName = Query(
        "sweep.touchName",
        "SELECT node, source, event, contact, recorded_at FROM touches WHERE sequence = ?")

    /// These orders as of `asOf`, in their order; those that no event named up to there are left
    /// out.
    package func sweptOrders(
        _ numbers: [Int64], asOf: Sequence
    ) throws(StoreError) -> [SweptOrder] {
        try file.read { connection throws(StoreError) in
            var orders: [SweptOrder] = []
            for number in numbers {
                if let order = try Self.sweptOrder(number, asOf, connection) {
                    orders.append(order)
                }
            }
            return orders
        }
    }

    static func sweptOrder(
        _ number: Int64, _ asOf: Sequence, _ connection: Connection
    ) throws(StoreError) -> SweptOrder? {
        let found = try connection(order).first(number) { row in
            OrderRecord(
                number: number, order: row.order(0, 1), currency: row.currency(2), decision: nil)
        }
        guard let found, let state = try found.state(through: asOf, connection) else { return nil }
        let decisions = try connection(decisions).all(number, asOf) { row throws(StoreError) in
            try DecisionRow(row)
        }
        let judged = decisions.last { $0.decision.occasion != .adjustment }
        let posted = try connection(posted).all(number, asOf) { row in
            SweptOrder.PostedSum(
                staff: row.staff(0), department: row.optionalName(1), amount: row.amount(2))
        }
        return SweptOrder(
            number: number, state: state, decision: decisions.last?.decision,
            judgement: judged.flatMap { last in
                decisions.first.map { first in
                    SweptOrder.Judged(
                        decision: last.decision, first: first.sequence, firstAt: first.recordedAt)
                }
            },
            posted: posted)
    }

    /// What a swept touch does not say of itself.
    package struct TouchName: Sendable {
        /// Its own id, which orders equal times.
        package let id: [UInt8]
        /// Nil where it was recorded when it happened.
        package let recordedAt: Timestamp?
    }

    /// Nil where there is no such touch.
    package func touchName(_ touch: Sequence) throws(StoreError) -> TouchName? {
        try file.read { connection throws(StoreError) in
            try connection(Self.touchName).first(touch) { row throws(StoreError) in
                guard let node = NodeNumber(row.integer(0)) else {
                    throw .damaged("touch \(touch.value) has no node")
                }
                let id: [UInt8] =
                    row.integer(1) == Int64(FactKind.linkClick.rawValue)
                    ? StoredTouch.clickID(node, touch)
                    : row.optional(3, row.bytes) ?? Array(row.text(2).utf8)
                return TouchName(id: id, recordedAt: row.optional(4, row.timestamp))
            }
        }
    }
}
