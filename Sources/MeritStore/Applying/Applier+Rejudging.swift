import MeritAttribution
import MeritCore
import MeritJournal
import MeritOrders

extension Applier {
    private static let decisionPolicy = Query(
        "decisions.policy", "SELECT policy FROM decisions WHERE sequence = ?")
    private static let insertLate = Query(
        "lateEvidence.insert",
        """
        INSERT INTO late_evidence (order_number, cause, recorded_at, reason) VALUES (?, ?, ?, ?)
        ON CONFLICT (order_number, cause) DO NOTHING
        """)
    /// Evidence that may change what was judged, or is being judged, about an order.
    ///
    /// A decided order is to be judged again, unless the evidence came too late, which is listed. A
    /// judgement that is waited for has to know the evidence too: one that does not, because it was
    /// made before and is read back later, leaves the order waiting.
    mutating func judgeAgain(
        _ number: Int64, by evidence: Evidence
    ) throws(StoreError) {
        guard let order = try OrderRecord.find(number, connection) else { return }
        let pending = try PendingRow.find(number, connection)
        guard order.decision != nil else {
            if pending != nil {
                try PendingRow.renew(number, cause: evidence.cause, connection)
            }
            return
        }
        let lateness = try lateness(of: evidence, for: order, pending)
        // A judgement that is waited for may be of a later instant: it tells itself what is late.
        if let lateness, lateness != .window || pending == nil {
            return try list(evidence, lateness, for: order)
        }
        if pending != nil {
            try PendingRow.renew(number, cause: evidence.cause, connection)
        } else if let instant = order.instant {
            try wait(
                for: order, PendingRow(judgedAt: instant, occasion: try furtherOccasion(of: order)),
                cause: evidence.cause)
        }
    }

    mutating func judgeAgain(
        _ orders: [Int64], by evidence: Evidence
    ) throws(StoreError) {
        for order in orders { try judgeAgain(order, by: evidence) }
    }

    /// The order is to be judged, knowing everything up to `cause`.
    mutating func wait(
        for order: OrderRecord, _ pending: PendingRow, cause: Sequence
    ) throws(StoreError) {
        try pending.put(for: order, cause: cause, connection)
        memory.latestInstant = max(memory.latestInstant, pending.judgedAt)
    }

    /// Why evidence changes nothing about a decided order any more; nil: it does.
    func lateness(
        of evidence: Evidence, for order: OrderRecord, _ pending: PendingRow?
    ) throws(StoreError) -> LateEvidenceRow.Reason? {
        if order.adjusted != nil || pending?.occasion == .adjustment { return .adjusted }
        if isClosed(order) { return .closed }
        guard evidence.origin == .customer, let policy = try policyInForce(on: order),
            let judgedAt = order.judgedAt, let decidedAt = order.firstDecidedAt
        else { return nil }
        let end = max(judgedAt, decidedAt).advanced(by: policy.rejudgeFor)
        return evidence.recordedAt > end ? .window : nil
    }

    func list(
        _ evidence: Evidence, _ lateness: LateEvidenceRow.Reason, for order: OrderRecord
    ) throws(StoreError) {
        try connection(Self.insertLate).run(
            order.number, evidence.cause, evidence.recordedAt, lateness.rawValue)
    }

    /// Whether the period that holds the order's booking instant is closed.
    func isClosed(_ order: OrderRecord) -> Bool {
        guard let closed = memory.directory.closedThrough, let bookedAt = order.bookedAt else {
            return false
        }
        return memory.directory.calendar.period(of: bookedAt) <= closed
    }

    /// The policy of the decision in force.
    func policyInForce(on order: OrderRecord) throws(StoreError) -> Policy? {
        guard let decision = order.decision,
            let id = try connection(Self.decisionPolicy).first(
                decision, as: { row -> PolicyID in row.name(0) })
        else { return nil }
        return memory.directory.policies.policy(id)
    }

    /// The policy that the order is judged by next.
    func nextPolicy(of order: OrderRecord, _ state: OrderState) -> Policy? {
        if let rerun = order.rerunPolicy { return memory.directory.policies.policy(rerun) }
        return state.createdAt.flatMap { memory.directory.policies.inForce(createdAt: $0) }
    }

    /// What a decided order is judged again for: a re-run that no decision has served yet stays
    /// one.
    func furtherOccasion(of order: OrderRecord) throws(StoreError) -> Decision.Occasion {
        guard let rerun = order.rerunPolicy else { return .evidence }
        return try policyInForce(on: order)?.id == rerun ? .evidence : .rerun
    }
}
