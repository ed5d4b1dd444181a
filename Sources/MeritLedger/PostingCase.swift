package import MeritCore
package import MeritOrders

/// All that an order's entries follow from.
package struct PostingCase: Sendable {
    package let state: OrderState
    /// The decision in force; its weights are frozen.
    package let decision: Decision
    /// The decision's record.
    package let decisionRecord: Sequence
    /// The booking instant B; nil while it is unknown. It may lie in the future.
    package let bookedAt: Timestamp?
    /// By the decision's policy.
    package let basis: NetBasis
    /// Every entry of the order so far, by rising number.
    package let posted: [LedgerEntry]
    package let due: DueCauses

    package init(
        state: OrderState, decision: Decision, decisionRecord: Sequence, bookedAt: Timestamp?,
        basis: NetBasis, posted: [LedgerEntry], due: DueCauses
    ) {
        self.state = state
        self.decision = decision
        self.decisionRecord = decisionRecord
        self.bookedAt = bookedAt
        self.basis = basis
        self.posted = posted
        self.due = due
    }

    package var order: OrderKey { state.order }
}
