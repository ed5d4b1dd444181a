import MeritAttribution
import MeritCore
import MeritOrders

/// Finds what the orders of a customer are to the customer's relation.
struct PurchaseReader {
    let connection: Connection
    let directory: Directory
    let memory: JudgingMemory
    /// False where no published policy has a relation: then nobody asks for purchases.
    private let isAsked: Bool

    /// Of how many orders of a customer, and of one alias, a judgement knows on either side of the
    /// order judged: those that the journal named nearest to it.
    static let ordersMax = 1_000

    private static let before = Query(
        "orderAliases.ordersBefore",
        """
        SELECT order_number FROM order_aliases
        WHERE alias = ?1 AND order_number < ?2 AND since <= ?3 AND until > ?3
        ORDER BY order_number DESC LIMIT ?4
        """)
    private static let behind = Query(
        "orderAliases.ordersBehind",
        """
        SELECT order_number FROM order_aliases
        WHERE alias = ?1 AND order_number > ?2 AND since <= ?3 AND until > ?3
        ORDER BY order_number LIMIT ?4
        """)
    private static let judged = Query(
        "decisions.judged",
        """
        SELECT d.version, d.body, o.shop, o.order_id, o.currency
        FROM decisions d JOIN orders o ON o.number = d.order_number
        WHERE d.order_number = ?1 AND d.occasion <> 4 AND \(JudgingPosition.sees)
        ORDER BY d.sequence DESC LIMIT 1
        """)

    init(_ connection: Connection, _ directory: Directory, _ memory: JudgingMemory) {
        self.connection = connection
        self.directory = directory
        self.memory = memory
        isAsked = directory.policies.rows.contains { $0.policy.relation != nil }
    }

    /// The purchases that stand before the order `own`, judged at `judgedAt`, in the order in which
    /// orders are judged; of all of them where that instant is unknown.
    func purchases(
        of customer: OrderCustomer, before own: OrderRecord, judgedAt: Timestamp?
    ) throws(StoreError) -> [Purchase] {
        guard isAsked else { return [] }
        var purchases: [Purchase] = []
        for number in try orders(of: customer, beside: own.number) {
            let purchase = try memory.purchase(of: number) { () throws(StoreError) in
                try self.purchase(of: number)
            }
            guard let purchase else { continue }
            if let judgedAt,
                !Purchase.isJudgedEarlier(
                    (purchase.judgedAt, purchase.order), (judgedAt, own.order))
            {
                continue
            }
            purchases.append(purchase)
        }
        return purchases
    }

    /// The numbers of the other orders on which a bridge of the customer stands, rising.
    private func orders(
        of customer: OrderCustomer, beside own: Int64
    ) throws(StoreError) -> [Int64] {
        try Self.nearest(Self.before, of: customer, beside: own, self).suffix(Self.ordersMax)
            + Self.nearest(Self.behind, of: customer, beside: own, self).prefix(Self.ordersMax)
    }

    /// Rising; at most `ordersMax` of each bridge.
    private static func nearest(
        _ query: Query, of customer: OrderCustomer, beside own: Int64, _ reader: PurchaseReader
    ) throws(StoreError) -> [Int64] {
        let (memory, connection) = (reader.memory, reader.connection)
        var numbers: Set<Int64> = []
        for bridge in customer.bridges {
            guard let alias = try memory.bindings.number(of: bridge, connection) else { continue }
            let found = try connection(query).all(
                alias, own, memory.position.asOf, Self.ordersMax
            ) { $0.integer(0) }
            numbers.formUnion(found)
        }
        return numbers.sorted()
    }

    private struct Judged {
        let decision: Decision
        let record: OrderRecord
    }

    /// What the order's last decision that is no adjustment makes of it.
    private func purchase(of number: Int64) throws(StoreError) -> Purchase? {
        let position = memory.position
        let judged = try connection(Self.judged).first(number, position.asOf, position.bound) {
            row throws(StoreError) in
            Judged(
                decision: try Self.decision(row, number),
                record: OrderRecord(
                    number: number, order: row.order(2, 3), currency: row.currency(4),
                    decision: nil))
        }
        guard let judged,
            let policy = directory.policies.policy(judged.decision.policy),
            let state = try judged.record.state(through: position.asOf, connection)
        else { return nil }
        return Purchase.of(state, judgedBy: judged.decision, policy: policy, directory: directory)
    }

    private static func decision(_ row: Row, _ number: Int64) throws(StoreError) -> Decision {
        do {
            return try Decision(
                version: UInt8(truncatingIfNeeded: row.integer(0)), publicBody: row.bytes(1)[...],
                personalBody: nil)
        } catch {
            throw .damaged("a decision on order \(number) cannot be read: \(error)")
        }
    }
}
