import MeritAttribution
package import MeritCore
package import MeritLedger
import MeritOrders

extension Store {
    private static let due = Query(
        "dueOrders.next",
        "SELECT shop, order_id FROM due_orders ORDER BY shop, order_id LIMIT ?")
    private static let dueCauses = Query(
        "dueOrders.causes",
        """
        SELECT first, adjustment, rejudge, reversal, edit, formerly FROM due_orders
        WHERE order_number = ?
        """)

    private struct Due {
        var causes = DueCauses()
        /// The record of the decision before an adjustment.
        var formerly: Sequence?

        init() {}

        init(_ row: Row) {
            causes = DueCauses(
                first: row.optional(0, row.sequence), adjustment: row.optional(1, row.sequence),
                rejudge: row.optional(2, row.sequence), reversal: row.optional(3, row.sequence),
                edit: row.optional(4, row.sequence))
            formerly = row.optional(5, row.sequence)
        }
    }

    /// The next orders whose entries are to be computed anew, by (shop, order id).
    package func ordersDue(limit: Int) throws(StoreError) -> [OrderKey] {
        try file.read { connection throws(StoreError) in
            try connection(Self.due).all(limit) { $0.order(0, 1) }
        }
    }

    /// All that an order's entries follow from; nil where the order is not due.
    package func postingCase(for order: OrderKey) throws(StoreError) -> PostingCase? {
        try postingCases(for: [order]).first
    }

    /// The same for several, in their order and in one snapshot; orders that are not due are left
    /// out.
    package func postingCases(for orders: [OrderKey]) throws(StoreError) -> [PostingCase] {
        let policies = directory.policies
        return try file.read { connection throws(StoreError) in
            var cases: [PostingCase] = []
            for order in orders {
                guard let record = try OrderRecord.find(order, connection),
                    let due = try connection(Self.dueCauses).first(record.number, as: Due.init)
                else { continue }
                cases.append(try Self.postingCase(record, due, policies, connection))
            }
            return cases
        }
    }

    /// The lines of an order whose entries do not sum to its net base. Empty also where the order
    /// was never judged, or is due and its entries are still to come.
    package func conservationFaults(
        of order: OrderKey
    ) throws(StoreError) -> [ConservationFault] {
        let policies = directory.policies
        return try file.read { connection throws(StoreError) in
            guard let record = try OrderRecord.find(order, connection), record.decision != nil,
                try connection(Self.dueCauses).first(record.number, as: Due.init) == nil
            else { return [] }
            return try Self.postingCase(record, Due(), policies, connection).conservationFaults()
        }
    }

    private static func postingCase(
        _ record: OrderRecord, _ due: Due, _ policies: PolicyBook, _ connection: Connection
    ) throws(StoreError) -> PostingCase {
        guard let sequence = record.decision,
            let row = try DecisionRow.find(sequence, connection),
            let state = try record.state(through: .last, connection),
            let policy = policies.policy(row.decision.policy)
        else { throw .damaged("order \(record.order) is due and was never judged") }
        let formerly = try due.formerly.flatMap { former throws(StoreError) in
            try DecisionRow.find(former, connection)
        }
        return PostingCase(
            state: state, decision: row.decision, decisionRecord: sequence,
            formerly: formerly.map { FormerDecision($0.decision, record: $0.sequence) },
            bookedAt: policy.bookingInstant(of: state, judgedAt: row.decision.judgedAt),
            basis: NetBasis(policy.creditBase, excluding: policy.excludedCategories),
            posted: try LedgerRows.all(of: record, connection), due: due.causes)
    }
}
