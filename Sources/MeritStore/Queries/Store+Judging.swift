package import MeritAttribution
package import MeritCore
package import MeritLedger
import MeritOrders

/// An order that is to be judged.
package struct PendingJudgement: Hashable, Sendable {
    package let order: OrderKey
    /// The judging instant T.
    package let judgedAt: Timestamp
    /// The latest fact that the judgement has to know of.
    package let cause: Sequence
    package let occasion: Decision.Occasion

    package init(
        order: OrderKey, judgedAt: Timestamp, cause: Sequence, occasion: Decision.Occasion
    ) {
        self.order = order
        self.judgedAt = judgedAt
        self.cause = cause
        self.occasion = occasion
    }
}

extension Store {
    private static let pending = Query(
        "pendingJudgements.next",
        """
        SELECT judging_at, shop, order_id, cause, occasion FROM pending_judgements
        ORDER BY judging_at, shop, order_id LIMIT ?
        """)
    private static let pendingOf = Query(
        "pendingJudgements.byOrder",
        """
        SELECT judging_at, shop, order_id, cause, occasion FROM pending_judgements
        WHERE order_number = ?
        """)
    private static let due = Query(
        "dueOrders.next",
        "SELECT shop, order_id FROM due_orders ORDER BY shop, order_id LIMIT ?")
    private static let dueCauses = Query(
        "dueOrders.causes",
        """
        SELECT first, adjustment, rejudge, reversal, edit FROM due_orders WHERE order_number = ?
        """)

    /// The next orders to be judged, by (T, shop, order id); at most `limit`.
    package func pendingJudgements(limit: Int) throws(StoreError) -> [PendingJudgement] {
        try file.read { connection throws(StoreError) in
            try connection(Self.pending).all(limit) { row throws(StoreError) in
                try PendingJudgement(row)
            }
        }
    }

    /// What a judgement of an order rests on, as of `asOf`, which is not behind the cursor. Nil
    /// where no event of the order lies up to there.
    package func judgingCase(
        for pending: PendingJudgement, asOf: Sequence
    ) throws(StoreError) -> JudgingCase? {
        let settings = directory.identity
        return try file.read { connection throws(StoreError) in
            try JudgingCaseReader(connection: connection, settings: settings, asOf: asOf)
                .judgingCase(for: pending)
        }
    }

    /// The same for several, in their order and in one snapshot.
    package func judgingCases(
        for pending: [PendingJudgement], asOf: Sequence
    ) throws(StoreError) -> [JudgingCase] {
        let settings = directory.identity
        return try file.read { connection throws(StoreError) in
            let reader = JudgingCaseReader(
                connection: connection, settings: settings, asOf: asOf)
            var cases: [JudgingCase] = []
            for order in pending {
                if let subject = try reader.judgingCase(for: order) { cases.append(subject) }
            }
            return cases
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
                    let causes = try connection(Self.dueCauses).first(
                        record.number, as: Self.causes)
                else { continue }
                cases.append(
                    try Self.postingCase(record, due: causes, policies, connection))
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
                try connection(Self.dueCauses).first(record.number, as: Self.causes) == nil
            else { return [] }
            return try Self.postingCase(record, due: DueCauses(), policies, connection)
                .conservationFaults()
        }
    }

    private static func causes(_ row: Row) -> DueCauses {
        DueCauses(
            first: row.optional(0, row.sequence), adjustment: row.optional(1, row.sequence),
            rejudge: row.optional(2, row.sequence), reversal: row.optional(3, row.sequence),
            edit: row.optional(4, row.sequence))
    }

    private static func postingCase(
        _ record: OrderRecord, due: DueCauses, _ policies: PolicyBook, _ connection: Connection
    ) throws(StoreError) -> PostingCase {
        guard let sequence = record.decision,
            let row = try DecisionRow.find(sequence, connection),
            let state = try record.state(through: .last, connection),
            let policy = policies.policy(row.decision.policy)
        else { throw .damaged("order \(record.order) is due and was never judged") }
        return PostingCase(
            state: state, decision: row.decision, decisionRecord: sequence,
            bookedAt: policy.bookingInstant(of: state, judgedAt: row.decision.judgedAt),
            basis: NetBasis(policy.creditBase, excluding: policy.excludedCategories),
            posted: try LedgerRows.all(of: record, connection), due: due)
    }

    /// Whether the order is to be judged.
    package func pendingJudgement(
        of order: OrderKey
    ) throws(StoreError) -> PendingJudgement? {
        try file.read { connection throws(StoreError) in
            try Self.pendingJudgement(of: order, connection)
        }
    }

    static func pendingJudgement(
        of order: OrderKey, _ connection: Connection
    ) throws(StoreError) -> PendingJudgement? {
        guard let record = try OrderRecord.find(order, connection) else { return nil }
        return try connection(pendingOf).first(record.number) { row throws(StoreError) in
            try PendingJudgement(row)
        }
    }
}

extension PendingJudgement {
    fileprivate init(_ row: Row) throws(StoreError) {
        guard
            let occasion = Decision.Occasion(rawValue: UInt8(truncatingIfNeeded: row.integer(4)))
        else { throw .damaged("a pending judgement has occasion \(row.integer(4))") }
        self.init(
            order: row.order(1, 2), judgedAt: row.timestamp(0), cause: row.sequence(3),
            occasion: occasion)
    }
}
