import MeritAttribution
import MeritCore
import MeritLedger
import MeritOrders

extension Applier {
    private static let addDue = Query(
        "dueOrders.add",
        """
        INSERT INTO due_orders (shop, order_id, order_number, decided, first, adjustment,
            rejudge, reversal, edit, formerly)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (shop, order_id) DO UPDATE SET
            decided = coalesce(excluded.decided, decided),
            first = coalesce(excluded.first, first),
            adjustment = coalesce(excluded.adjustment, adjustment),
            rejudge = coalesce(excluded.rejudge, rejudge),
            reversal = coalesce(excluded.reversal, reversal),
            edit = coalesce(excluded.edit, edit),
            formerly = coalesce(formerly, excluded.formerly)
        """)

    /// The order's entries are to be computed anew. Later facts replace earlier ones of a kind.
    func makeDue(_ order: OrderRecord, _ causes: DueCauses) throws(StoreError) {
        try makeDue(order, causes, decided: nil, formerly: nil)
    }

    /// The same, where the decision recorded as `decided` is what made it due. `formerly` is the
    /// decision that an adjustment takes the place of.
    func makeDue(
        _ order: OrderRecord, _ causes: DueCauses, decided: Sequence?, formerly: Sequence?
    ) throws(StoreError) {
        try connection(Self.addDue).run(
            order.order.shop, order.order.order, order.number, decided, causes.first,
            causes.adjustment, causes.rejudge, causes.reversal, causes.edit, formerly)
    }

    /// Amount facts on a judged order never judge it again: they make it due for posting.
    func noteAmounts(
        _ event: OrderEvent, _ after: OrderState, over before: OrderState, _ order: OrderRecord,
        _ cause: Sequence
    ) throws(StoreError) {
        if event.isReversal {
            if after != before { try makeDue(order, DueCauses(reversal: cause)) }
            return
        }
        let isMoved = try bookedAt(after, order) != bookedAt(before, order)
        if after.lines != before.lines || after.freight != before.freight || isMoved {
            try makeDue(order, DueCauses(edit: cause))
        }
    }

    /// B under the policy of the decision in force.
    private func bookedAt(
        _ state: OrderState, _ order: OrderRecord
    ) throws(StoreError) -> Timestamp? {
        guard let judgedAt = order.judgedAt, let policy = try policyInForce(on: order) else {
            return nil
        }
        return policy.bookingInstant(of: state, judgedAt: judgedAt)
    }
}

extension OrderEvent {
    /// True for refunds and cancellations.
    var isReversal: Bool { type == .refunded || type == .cancelled }
}
