package import MeritCore
package import MeritOrders

/// A published version of the rules that decide who is credited: immutable, known by its id.
package struct Policy: Hashable, Sendable {
    package let id: PolicyID
    /// It is in force for orders created from here on; `Timestamp.distantPast`: from the beginning.
    package let effectiveFrom: Timestamp
    /// Which of an order's times is its judging instant T.
    package let judgingInstant: OrderMoment
    package let booking: Booking
    package let creditBase: CreditBase
    package let excludedCategories: Set<Category>
    package let selfPurchase: SelfPurchase
    package let crossStore: CrossStore
    package let leaver: Leaver
    /// For how long after T, or after the first decision if that is later, evidence from customers
    /// judges an order again.
    package let rejudgeFor: Milliseconds
    /// How customers get, keep and change their guides; nil: nobody is bound.
    package let relation: RelationTerms?
    /// The first that yields somebody wins; 1 … `rulesMax`, names unique.
    package let rules: [Rule]

    /// A candidate names its rule in one byte.
    package static let rulesMax = 64

    package init(
        id: PolicyID, effectiveFrom: Timestamp, judgingInstant: OrderMoment, booking: Booking,
        creditBase: CreditBase, excludedCategories: Set<Category>,
        selfPurchase: SelfPurchase = .countSelf, crossStore: CrossStore = .guideFollows,
        leaver: Leaver = .keep, rejudgeFor: Milliseconds, relation: RelationTerms? = nil,
        rules: [Rule]
    ) {
        self.id = id
        self.effectiveFrom = effectiveFrom
        self.judgingInstant = judgingInstant
        self.booking = booking
        self.creditBase = creditBase
        self.excludedCategories = excludedCategories
        self.selfPurchase = selfPurchase
        self.crossStore = crossStore
        self.leaver = leaver
        self.rejudgeFor = rejudgeFor
        self.relation = relation
        self.rules = rules
    }
}

/// One of the times of an order.
package enum OrderMoment: String, CaseIterable, Sendable {
    case created = "order_created"
    case paid = "order_paid"
    case completed = "order_completed"
}

/// When an order's credit counts: at one of its times, or so long after it.
package struct Booking: Hashable, Sendable {
    package let moment: OrderMoment
    /// 0 or more.
    package let delay: Milliseconds

    package init(moment: OrderMoment, delay: Milliseconds) {
        self.moment = moment
        self.delay = delay
    }
}

/// What becomes of an order by the person who would be credited for it.
package enum SelfPurchase: String, CaseIterable, Sendable {
    /// The person is credited as for any other order.
    case countSelf = "count_self"
    /// The house account of the ordering store is credited.
    case store
    /// The candidate is rejected.
    case exclude
}

/// Whether people are credited for orders of stores that are not theirs.
package enum CrossStore: String, CaseIterable, Sendable {
    case guideFollows = "guide_follows"
    /// Only people whose department is the ordering store's, or below it.
    case sameStoreOnly = "same_store_only"
}

/// Who takes the place of somebody who is not employed at the judging instant.
package enum Leaver: String, CaseIterable, Sendable {
    /// Nobody: employment is not tested.
    case keep
    /// Who took the customer over, else the named successor, and so on.
    case successor
    /// The house account of the person's last department.
    case house
    /// The candidate is rejected.
    case reject
}
