package import MeritCore

/// An order as the set of its events tells it.
///
/// The state depends on the set alone: events may come in any order and any number of times.
/// Leaf by leaf the highest-ranked event that carries it counts (`EventRank`), null clears, and an
/// event that leaves a leaf out leaves it as it was.
package struct OrderState: Hashable, Sendable {
    package let order: OrderKey
    /// The currency of every amount.
    package let currency: Currency
    var created = RankedLeaf<Timestamp>()
    var paid = RankedLeaf<Timestamp>()
    var completed = RankedLeaf<Timestamp>()
    var storeLeaf = RankedLeaf<StoreCode>()
    var linesLeaf = RankedLeaf<[OrderLine]>()
    var freightLeaf = RankedLeaf<MinorAmount>()
    var tokenLeaf = RankedLeaf<TokenEvidence>()
    var clickLeaf = RankedLeaf<ClickEvidence>()
    var assignedLeaf = RankedLeaf<StaffNumber>()
    var buyerLeaves: [AliasKind: RankedLeaf<Alias>] = [:]
    var refundsByID: [RefundID: DatedRefund] = [:]
    /// The earliest cancellation's moment; a cancellation stays.
    package internal(set) var cancelledAt: Timestamp?

    /// A refund with the event that tells it.
    struct DatedRefund: Hashable, Sendable {
        let scope: Refund.Scope
        let rank: EventRank
    }

    /// The state of an order with this one event.
    package init(_ first: OrderEvent) {
        order = first.order
        currency = first.currency
        take(first)
    }

    /// The state of an order with all of `events`, in the order they were recorded; nil without
    /// any. Throws at the first that `refusal(of:)` refuses.
    package init?(folding events: some Swift.Sequence<OrderEvent>) throws(OrderEventRefusal) {
        var state: OrderState?
        for event in events {
            if state == nil { state = OrderState(event) } else { try state?.fold(event) }
        }
        guard let state else { return nil }
        self = state
    }
}

extension OrderState {
    package var createdAt: Timestamp? { created.value }
    /// The first payment, where an order is paid in parts.
    package var paidAt: Timestamp? { paid.value }
    package var completedAt: Timestamp? { completed.value }
    package var store: StoreCode? { storeLeaf.value }
    /// Empty until an event carries lines.
    package var lines: [OrderLine] { linesLeaf.value ?? [] }
    /// Before refunds.
    package var freight: MinorAmount { freightLeaf.value ?? .zero }
    package var token: TokenEvidence? { tokenLeaf.value }
    package var click: ClickEvidence? { clickLeaf.value }
    package var assignedStaff: StaffNumber? { assignedLeaf.value }

    /// The buyer's aliases, one per kind, ascending; a corrected value is not among them.
    package var buyer: [Alias] { buyerLeaves.values.compactMap(\.value).sorted() }

    /// How many lines and refunds the state holds: what its memory grows with.
    package var partCount: Int { lines.count + refundsByID.count }

    /// Whatever a judgement of the order may rest on; amounts are no part of it.
    package var evidence: OrderEvidence {
        OrderEvidence(
            createdAt: createdAt, paidAt: paidAt, completedAt: completedAt, store: store,
            token: token, click: click, assignedStaff: assignedStaff, buyer: buyer)
    }
}
