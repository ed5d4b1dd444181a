import MeritAttribution
import MeritCore
import MeritOrders
import MeritStore

/// Sets what a draft makes of an order beside what its books say.
struct OrderComparison: Sendable {
    let draft: Policy
    /// With the draft in force for the orders that are simulated.
    let directory: Directory

    /// The order judged by `decision`, which rests on `material`.
    func compared(
        _ order: SweptOrder, _ decision: Decision, _ material: JudgingCase
    ) -> SimulatedOrder {
        let before = SimulatedOrder.Side(
            rule: order.decision?.rule,
            amounts: order.posted.filter { $0.amount != .zero }.map { sum in
                SimulatedOrder.Amount(
                    staff: sum.staff, department: sum.department, amount: sum.amount)
            })
        let after = SimulatedOrder.Side(
            rule: decision.rule, amounts: amounts(of: order.state, by: decision))
        let compared = SimulatedOrder(
            number: order.number, order: order.state.order, currency: order.state.currency,
            before: before, after: after, lost: nil)
        return compared.moved > 0 ? compared.losing(loss(compared, material)) : compared
    }

    /// What the decision credits when every refund that is known has been taken off.
    private func amounts(
        of state: OrderState, by decision: Decision
    ) -> [SimulatedOrder.Amount] {
        guard draft.bookingInstant(of: state, judgedAt: decision.judgedAt) != nil else { return [] }
        let net = state.net(at: Timestamp(milliseconds: .max))
        let shares = decision.shares.map { Share(key: $0.payee, weight: $0.weight) }
        var sums: [StaffNumber: MinorAmount] = [:]
        for base in net.base(draft.creditBase, excluding: draft.excludedCategories) {
            for part in Apportionment.parts(of: base.amount, among: shares) {
                sums[part.key, default: .zero] += part.amount
            }
        }
        return decision.shares.compactMap { share in
            guard let amount = sums[share.payee], amount != .zero else { return nil }
            return SimulatedOrder.Amount(
                staff: share.payee, department: share.department, amount: amount)
        }
    }

    /// Why the one who has most of it now would have nothing: what the draft makes of the
    /// candidates up to T.
    private func loss(
        _ order: SimulatedOrder, _ material: JudgingCase
    ) -> SimulatedOrder.Loss? {
        let most = order.before.amounts.filter { $0.staff != .unattributed }
            .max { $0.amount < $1.amount }
        guard let most, !order.after.amounts.contains(where: { $0.staff == most.staff }),
            case .decided(let proof) = judge(material, directory: directory)
        else { return nil }
        let own = proof.candidates.filter { candidate in
            candidate.staff == most.staff && (candidate.at ?? .distantPast) <= proof.judgedAt
        }
        if own.isEmpty { return SimulatedOrder.Loss(staff: most.staff, reason: nil) }
        let rejection = own.compactMap(\.rejection).last
        return rejection.map { SimulatedOrder.Loss(staff: most.staff, reason: $0) }
    }
}
