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
    /// The customer's aliases, rising.
    package let customer: [Alias]
    /// Every fact up to here has been applied.
    package let asOf: Sequence
    /// The fact that made the order due.
    package let cause: Sequence
    package let occasion: Decision.Occasion

    /// How many touches at or before T one judgement reads.
    package static let touchesMax = 10_000

    package init(
        order: OrderState, touches: [CaseTouch], orderClick: CaseTouch?, customer: [Alias],
        asOf: Sequence, cause: Sequence, occasion: Decision.Occasion
    ) {
        self.order = order
        self.touches = touches
        self.orderClick = orderClick
        self.customer = customer
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
    package enum Waiting: Hashable, Sendable {
        /// No event has told when the order was created, so no policy is known to be in force.
        case creationUnknown
        /// No published policy was in force when the order was created.
        case noPolicy
        /// The policy's judging instant is not known yet.
        case instantUnknown
    }
}
