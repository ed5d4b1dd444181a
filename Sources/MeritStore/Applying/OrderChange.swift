import MeritCore
import MeritOrders

/// What one event did to an order.
struct OrderChange {
    /// The row as it was.
    let order: OrderRecord
    /// Nil where the event is the order's first.
    let before: OrderState?
    let after: OrderState
    let formerAliases: [Alias]
    let presentAliases: [Alias]
    /// Whether it is to be judged by anything else than before.
    let hasOtherEvidence: Bool

    init(order: OrderRecord, before: OrderState?, after: OrderState) {
        self.order = order
        self.before = before
        self.after = after
        let (former, present) = (before?.evidence, after.evidence)
        formerAliases = former?.aliases ?? []
        presentAliases = present.aliases
        hasOtherEvidence = former != present
    }

    var hasOtherAliases: Bool { formerAliases != presentAliases }
}
