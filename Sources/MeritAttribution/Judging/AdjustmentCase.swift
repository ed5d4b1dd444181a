package import MeritCore

/// An order whose weights two people replace, and what the decision that says so rests on.
package struct AdjustmentCase: Hashable, Sendable {
    /// Approved.
    package let adjustment: AdjustmentRow
    /// The decision in force.
    package let standing: Decision
    /// Every fact up to here has been applied.
    package let asOf: Sequence
    /// The record that approved it.
    package let cause: Sequence

    package init(
        adjustment: AdjustmentRow, standing: Decision, asOf: Sequence, cause: Sequence
    ) {
        self.adjustment = adjustment
        self.standing = standing
        self.asOf = asOf
        self.cause = cause
    }

    /// The decision in force with the weights that were asked for: judging instant, policy, store,
    /// customer and relation stay; departments are those of the judging instant. Who is given
    /// nothing has no share, and no rule yields anybody. A claim that gives nobody anything, which
    /// no command accepts, leaves the order unattributed.
    package func decision(in directory: Directory) -> Decision {
        let named = adjustment.claim.parts.filter { $0.value > 0 }.map { part in
            Decision.Share(
                payee: part.payee,
                department: directory.department(of: part.payee, at: standing.judgedAt),
                weight: part.value)
        }
        let nobody = Decision.Share(payee: .unattributed, department: nil, weight: 1)
        return Decision(
            order: standing.order, policy: standing.policy, judgedAt: standing.judgedAt,
            asOf: asOf, cause: cause, occasion: .adjustment, rule: nil, store: standing.store,
            shares: named.isEmpty ? [nobody] : named, candidates: [], candidatesOmitted: 0,
            bound: standing.bound,
            examined: Decision.Examined.none, customer: standing.customer)
    }
}
