import MeritCore
import MeritOrders

extension Policy {
    /// What a new directory starts with: the till, a protected guide, the token on the order, the
    /// last shared link, the guide, the store.
    package static let defaultV1 = Policy(
        id: PolicyID(unchecked: "default-v1"), effectiveFrom: .distantPast, judgingInstant: .paid,
        booking: Booking(moment: .paid, delay: .zero), creditBase: .goods,
        excludedCategories: [Category(unchecked: "gift_card")], selfPurchase: .store,
        crossStore: .guideFollows, leaver: .successor, rejudgeFor: .hours(72),
        relation: RelationTerms(
            bindOn: [.touch(.contactAdded), .purchase], purchaseMin: MinorAmount(1),
            validity: .length(.days(180)), protection: .length(.days(15)), renew: .onPurchase,
            capture: .afterProtection, endOnDelete: .keeps),
        rules: [
            Rule(name: "till", source: .posAssign),
            Rule(name: "protected", source: .relation(phase: .protected)),
            onOrder, shared,
            Rule(name: "bound", source: .relation(phase: .valid)),
            store,
        ])

    /// What directories of the first release started with: the token on the order, then the last
    /// shared link, then the store.
    package static let starterV1 = Policy(
        id: PolicyID(unchecked: "starter-v1"), effectiveFrom: .distantPast, judgingInstant: .paid,
        booking: Booking(moment: .paid, delay: .zero), creditBase: .goods, excludedCategories: [],
        rejudgeFor: .hours(72), rules: [onOrder, shared, store])

    private static let onOrder = Rule(
        name: "on order", source: .orderParam(window: .days(30), proof: .token))
    private static let shared = Rule(
        name: "shared",
        source: .touches(
            TouchSelection([.linkClick, .miniprogramOpen, .contactAdded], .days(7)),
            model: .lastTouch, shareWithBound: nil))
    private static let store = Rule(name: "store", source: .house)
}
