package import MeritAttribution
package import MeritCore
package import MeritStore

/// A decision in an order's history: what made it necessary, and whether it changed anything.
package struct ProofDecision: Hashable, Sendable {
    package let row: DecisionRow
    /// The fact that made the order due; nil where its row is not kept.
    package let cause: FactOrigin?
    /// The adjustment that it carries out; nil for every other occasion.
    package let adjustment: AdjustmentRow?
    package let effect: Effect

    package enum Effect: Hashable, Sendable {
        /// The first, or one that differs from the one before in policy, T, store, rule or shares.
        case changed
        case unchanged
    }

    package var decision: Decision { row.decision }

    /// Every decision of a proof, as recorded: the last is in force.
    static func all(of material: ProofMaterial) -> [ProofDecision] {
        var former: Decision?
        return material.decisions.map { row in
            defer { former = row.decision }
            let isSame = former.map { $0.isSameOutcome(as: row.decision) } ?? false
            return ProofDecision(
                row: row, cause: material.facts[row.decision.cause],
                adjustment: row.decision.occasion == .adjustment
                    ? material.adjustments.first { $0.resolved == row.decision.cause } : nil,
                effect: isSame ? .unchanged : .changed)
        }
    }
}

extension Decision {
    fileprivate func isSameOutcome(as other: Decision) -> Bool {
        policy == other.policy && judgedAt == other.judgedAt && store == other.store
            && rule == other.rule && shares == other.shares
    }
}
