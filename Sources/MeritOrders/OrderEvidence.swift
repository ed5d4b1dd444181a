package import MeritCore

/// What an order says that can decide who is credited. Two states of an order with equal evidence
/// are judged alike.
package struct OrderEvidence: Hashable, Sendable {
    package let createdAt: Timestamp?
    package let paidAt: Timestamp?
    package let completedAt: Timestamp?
    package let store: StoreCode?
    package let token: TokenEvidence?
    package let click: ClickEvidence?
    package let assignedStaff: StaffNumber?
    package let buyer: [Alias]

    /// The aliases that stand together on the order, ascending: the buyer's, and the click whose
    /// id came with it and verified.
    package var aliases: [Alias] {
        guard case .verified(let click)? = click else { return buyer }
        return (buyer + [click]).sorted()
    }
}
