package import MeritCore
package import MeritOrders

/// All that an order's entries follow from.
package struct PostingCase: Sendable {
    package let state: OrderState
    /// The decision in force; its weights are frozen.
    package let decision: Decision
    /// The decision's record.
    package let decisionRecord: Sequence
    /// Where the decision in force is an adjustment that has no entries yet: the decision before
    /// it, whose weights the other causes are posted by.
    package let formerly: FormerDecision?
    /// The booking instant B; nil while it is unknown. It may lie in the future.
    package let bookedAt: Timestamp?
    /// By the decision's policy.
    package let basis: NetBasis
    /// Every entry of the order so far, by rising number.
    package let posted: [LedgerEntry]
    package let due: DueCauses

    package init(
        state: OrderState, decision: Decision, decisionRecord: Sequence,
        formerly: FormerDecision? = nil, bookedAt: Timestamp?, basis: NetBasis,
        posted: [LedgerEntry], due: DueCauses
    ) {
        self.state = state
        self.decision = decision
        self.decisionRecord = decisionRecord
        self.formerly = formerly
        self.bookedAt = bookedAt
        self.basis = basis
        self.posted = posted
        self.due = due
    }

    package var order: OrderKey { state.order }
}

/// A decision that an adjustment replaced.
package struct FormerDecision: Hashable, Sendable {
    package let decision: Decision
    package let record: Sequence

    package init(_ decision: Decision, record: Sequence) {
        self.decision = decision
        self.record = record
    }
}

extension PostingCase {
    /// The case as it would be without the adjustment: what other causes make due, by the weights
    /// before it. Nil where there is no adjustment, and where entries of it stand already: then so
    /// do those of the other causes.
    var beforeAdjustment: PostingCase? {
        guard let adjustment = due.adjustment, let formerly else { return nil }
        var others = due
        others.adjustment = nil
        let isBegun = posted.contains { $0.kind == .adjustment && $0.cause == adjustment }
        guard !isBegun else { return nil }
        return PostingCase(
            state: state, decision: formerly.decision, decisionRecord: formerly.record,
            bookedAt: bookedAt, basis: basis, posted: posted, due: others)
    }
}
