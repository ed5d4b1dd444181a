import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritOrders

extension Applier {
    private static let deletePending = Query(
        "pendingJudgements.delete", "DELETE FROM pending_judgements WHERE order_number = ?")
    private static let insertPending = Query(
        "pendingJudgements.insert",
        """
        INSERT INTO pending_judgements (judging_at, shop, order_id, order_number, cause, occasion)
        VALUES (?, ?, ?, ?, ?, ?)
        """)
    private static let isPendingQuery = Query(
        "pendingJudgements.exists", "SELECT 1 FROM pending_judgements WHERE order_number = ?")
    private static let keepPending = Query(
        "pendingJudgements.keep",
        "UPDATE pending_judgements SET occasion = ? WHERE order_number = ?")
    private static let undecided = Query(
        "orders.undecided",
        """
        SELECT shop, order_id FROM orders WHERE decision IS NULL AND created_at >= ?
        ORDER BY number
        """)

    /// True for orders without a decision, and for those whose decision came too late to know all
    /// that had made them due.
    func isToBeJudged(_ order: OrderRecord) throws(StoreError) -> Bool {
        order.decision == nil ? true : try isPending(order)
    }

    private func isPending(_ order: OrderRecord) throws(StoreError) -> Bool {
        try connection(Self.isPendingQuery).first(order.number) { _ in true } ?? false
    }

    /// Makes an order due for judgement where its judging instant is known, and
    /// not due where it is not. `cause` is the latest fact that a judgement has to know of.
    func schedule(
        _ order: OrderRecord, _ state: OrderState, cause: Sequence
    ) throws(StoreError) {
        try connection(Self.deletePending).run(order.number)
        guard
            let createdAt = state.createdAt,
            let policy = memory.directory.policies.inForce(createdAt: createdAt),
            let judgingAt = policy.judgingInstant(of: state)
        else { return }
        try connection(Self.insertPending).run(
            judgingAt, order.order.shop, order.order.order, order.number, cause,
            (order.decision == nil ? Decision.Occasion.first : .evidence).rawValue)
    }

    /// A policy may fix another judging instant for orders that have no decision yet.
    func reschedule(after policy: Policy, cause: Sequence) throws(StoreError) {
        let orders = try connection(Self.undecided).all(policy.effectiveFrom) {
            $0.order(0, 1)
        }
        for order in orders {
            guard let record = try OrderRecord.find(order, connection),
                let state = try record.state(through: cause, connection)
            else { throw .damaged("order \(order) has no events") }
            try schedule(record, state, cause: cause)
        }
    }

    // MARK: Decisions that are read back

    private static let insertDecision = Query(
        "decisions.insert",
        """
        INSERT INTO decisions (sequence, order_number, recorded_at, judging_at, as_of, policy,
            version, body, customer)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let setDecision = Query(
        "orders.setDecision", "UPDATE orders SET decision = ? WHERE number = ?")
    private static let removeServed = Query(
        "pendingJudgements.removeServed",
        "DELETE FROM pending_judgements WHERE order_number = ? AND cause <= ?")

    private static let answered = Query(
        "decisions.answered",
        "SELECT 1 FROM decisions WHERE order_number = ? AND as_of >= ? LIMIT 1")

    /// What a decision that is read back finds.
    private enum Reception {
        /// Its order waits for it.
        case awaited
        /// A later fact, one that the judgement did not know, made its order no longer due.
        case overtaken
        /// A decision that knew its cause stands already.
        case repeated
    }

    private func reception(
        of decision: Decision, on order: OrderRecord
    ) throws(StoreError) -> Reception {
        switch decision.occasion {
        // These answer people, and nothing waits for them.
        case .adjustment, .rerun: return .awaited
        case .first, .evidence: break
        }
        if try isPending(order) { return .awaited }
        let isAnswered = try connection(Self.answered).first(order.number, decision.cause) { _ in
            true
        }
        return isAnswered ?? false ? .repeated : .overtaken
    }

    /// From here on the decision's weights are the order's. A judgement that knew less than what
    /// made the order due leaves it pending. One that nothing waits for any more changes nothing,
    /// so that an order is never judged by what was taken back before the decision counted.
    mutating func apply(_ decision: Decision, _ record: Record) throws(StoreError) {
        guard let order = try OrderRecord.find(decision.order, connection) else {
            return try keepBad(record, .unknownOrder, detail: "decision on \(decision.order)")
        }
        guard memory.directory.policies.policy(decision.policy) != nil else {
            return try keepBad(record, .unknownPolicy, detail: "policy \(decision.policy)")
        }
        switch try reception(of: decision, on: order) {
        case .awaited: break
        case .overtaken: return
        case .repeated:
            return try keepBad(
                record, .repeatedDecision, detail: "decision on \(decision.order)")
        }
        try connection(Self.insertDecision).run(
            record.sequence, order.number, record.time, decision.judgedAt, decision.asOf,
            decision.policy, record.version, Array(record.publicBody),
            record.personalBody.map { Array($0) })
        try connection(Self.setDecision).run(record.sequence, order.number)
        try connection(Self.removeServed).run(order.number, decision.asOf)
        try connection(Self.keepPending).run(Decision.Occasion.evidence.rawValue, order.number)
        let causes = try causes(of: decision, on: order, record.sequence)
        try makeDue(order, causes, decided: record.sequence)
    }

    /// What a decision makes its order due by. The first also brings what was taken back before it.
    private func causes(
        of decision: Decision, on order: OrderRecord, _ sequence: Sequence
    ) throws(StoreError) -> DueCauses {
        if order.decision == nil {
            let reversal = try order.events(through: sequence, connection)
                .last { $0.event.isReversal }
            return DueCauses(first: decision.cause, reversal: reversal?.sequence)
        }
        return decision.occasion == .adjustment
            ? DueCauses(adjustment: decision.cause) : DueCauses(rejudge: decision.cause)
    }
}
