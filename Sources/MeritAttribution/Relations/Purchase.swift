package import MeritCore
package import MeritOrders

/// A judged and paid order as an event of its customer's relation.
package struct Purchase: Hashable, Sendable {
    package let order: OrderKey
    /// The order's judging instant T.
    package let judgedAt: Timestamp
    /// When it counts: the later of T and the payment.
    package let at: Timestamp
    /// The person with the greatest weight.
    package let staff: StaffNumber

    package init(order: OrderKey, judgedAt: Timestamp, at: Timestamp, staff: StaffNumber) {
        self.order = order
        self.judgedAt = judgedAt
        self.at = at
        self.staff = staff
    }

    /// What an order is to its customer's relation: nil where it is unpaid, below the policy's
    /// `purchase_min` (before refunds and cancellation), or credited to no person.
    ///
    /// `decision` is the order's last one that is no adjustment, `policy` the one it names.
    package static func of(
        _ state: OrderState, judgedBy decision: Decision, policy: Policy, directory: Directory
    ) -> Purchase? {
        guard let paidAt = state.paidAt else { return nil }
        let base = state.baseBeforeRefunds(
            policy.creditBase, excluding: policy.excludedCategories)
        let least = policy.relation?.purchaseMin ?? MinorAmount(1)
        guard base >= least else { return nil }
        var best: Decision.Share?
        // Shares rise by payee, so of equal weights the lower number stays.
        for share in decision.shares
        where share.payee != .unattributed && share.weight > (best?.weight ?? 0) {
            let role = directory.staff(share.payee, at: decision.judgedAt)?.role
            if role != .houseAccount { best = share }
        }
        return best.map {
            Purchase(
                order: state.order, judgedAt: decision.judgedAt,
                at: max(decision.judgedAt, paidAt), staff: $0.payee)
        }
    }

    /// By (T, shop, order id): the order in which orders are judged.
    package static func isJudgedEarlier(
        _ left: (judgedAt: Timestamp, order: OrderKey),
        _ right: (judgedAt: Timestamp, order: OrderKey)
    ) -> Bool {
        left.judgedAt == right.judgedAt
            ? left.order < right.order : left.judgedAt < right.judgedAt
    }
}
