package import MeritCore

/// Why an event is not of an order that already has events; such an event becomes a bad record.
/// Cases in order of precedence.
package enum OrderEventRefusal: Error, Hashable, Sendable {
    /// The event names another order.
    case otherOrder(OrderKey)
    /// An order's currency is that of its first recorded event for ever.
    case currencyChanged(recorded: Currency, given: Currency)

    /// The code of a bad record.
    package var code: String {
        switch self {
        case .otherOrder: "other_order"
        case .currencyChanged: "currency_changed"
        }
    }
}

extension OrderState {
    /// Why `event` can't be folded in, nil where it can.
    package func refusal(of event: OrderEvent) -> OrderEventRefusal? {
        guard event.order == order else { return .otherOrder(event.order) }
        guard event.currency == currency else {
            return .currencyChanged(recorded: currency, given: event.currency)
        }
        return nil
    }

    /// Adds an event to the set; an event that is in it already changes nothing.
    package mutating func fold(_ event: OrderEvent) throws(OrderEventRefusal) {
        if let refusal = refusal(of: event) { throw refusal }
        take(event)
    }

    mutating func take(_ event: OrderEvent) {
        let rank = EventRank(event)
        switch event.type {
        case .created, .paid, .completed: takeLeaves(of: event, rank)
        case .refunded: takeRefund(of: event, rank)
        case .cancelled: cancelledAt = min(cancelledAt ?? event.occurredAt, event.occurredAt)
        }
    }

    private mutating func takeLeaves(of event: OrderEvent, _ rank: EventRank) {
        created.fold(event.createdAt, rank)
        paid.fold(event.paidAt, rank)
        completed.fold(event.completedAt, rank)
        storeLeaf.fold(event.store, rank)
        linesLeaf.fold(event.lines, rank)
        freightLeaf.fold(event.freight, rank)
        tokenLeaf.fold(event.token, rank)
        clickLeaf.fold(event.clickID, rank)
        assignedLeaf.fold(event.assignedStaff, rank)
        for leaf in event.buyer {
            let said = leaf.alias.map { Leaf.value($0) } ?? .cleared
            buyerLeaves[leaf.kind, default: RankedLeaf()].fold(said, rank)
        }
    }

    private mutating func takeRefund(of event: OrderEvent, _ rank: EventRank) {
        guard let refund = event.refund else { return }
        if let told = refundsByID[refund.refund], told.rank >= rank { return }
        refundsByID[refund.refund] = DatedRefund(scope: refund.scope, rank: rank)
    }
}
