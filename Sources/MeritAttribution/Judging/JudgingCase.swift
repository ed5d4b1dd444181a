package import MeritCore
package import MeritOrders

/// Everything that a judgement of one order rests on, beside the directory.
package struct JudgingCase: Hashable, Sendable {
    package let order: OrderState
    /// The touches that the order sees, of any kind, verdict and time, in any order; where there
    /// are more than `touchesMax` at or before T, the latest of them by (time, id).
    package let touches: [CaseTouch]
    /// The recorded click that the order's verified click id names; nil where there is none.
    package let orderClick: CaseTouch?
    /// The customer's aliases (bridges), rising.
    package let customer: [Alias]
    /// Finished hand-overs of the customer, of any time, in any order.
    package let handOvers: [CaseHandOver]
    /// Deletions of staff by the customer, of any time, in any order.
    package let deletions: [CaseDeletion]
    /// What the customer's other orders are to the relation, of any time, in any order.
    package let purchases: [Purchase]
    /// The policy of a re-run; nil: the one in force for the order's `created_at`.
    package let policy: PolicyID?
    /// When the order's first decision was recorded; nil before that.
    package let firstDecidedAt: Timestamp?
    /// Every fact up to here has been applied.
    package let asOf: Sequence
    /// The fact that made the order due.
    package let cause: Sequence
    package let occasion: Decision.Occasion

    /// How many touches at or before T one judgement reads.
    package static let touchesMax = 10_000

    package init(
        order: OrderState, touches: [CaseTouch], orderClick: CaseTouch?, customer: [Alias],
        handOvers: [CaseHandOver] = [], deletions: [CaseDeletion] = [],
        purchases: [Purchase] = [], policy: PolicyID? = nil, firstDecidedAt: Timestamp? = nil,
        asOf: Sequence, cause: Sequence, occasion: Decision.Occasion
    ) {
        self.order = order
        self.touches = touches
        self.orderClick = orderClick
        self.customer = customer
        self.handOvers = handOvers
        self.deletions = deletions
        self.purchases = purchases
        self.policy = policy
        self.firstDecidedAt = firstDecidedAt
        self.asOf = asOf
        self.cause = cause
        self.occasion = occasion
    }
}

/// What comes of judging an order.
package enum Judgement: Hashable, Sendable {
    case decided(Decision)
    case notYet(Waiting)

    /// What is missing.
    package enum Waiting: Error, Hashable, Sendable {
        /// No event has told when the order was created, so no policy is known to be in force.
        case creationUnknown
        /// No published policy was in force when the order was created.
        case noPolicy
        /// The policy's judging instant is not known yet.
        case instantUnknown
    }
}
