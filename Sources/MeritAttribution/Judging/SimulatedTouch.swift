package import MeritCore

/// A touch that passed the tests of its rule in a simulation.
package struct SimulatedTouch: Sendable {
    package let kind: TouchKind
    package let at: Timestamp
    package let payee: StaffNumber

    package init(kind: TouchKind, at: Timestamp, payee: StaffNumber) {
        self.kind = kind
        self.at = at
        self.payee = payee
    }
}

extension Rule.Model {
    /// Whether a touch of `kind` can have a weight.
    package func takes(_ kind: TouchKind) -> Bool { weighs(kind) }

    /// Weights by payee of touches that rise by time, then id, none later than `judgedAt`; payees
    /// that weigh nothing are left out.
    package func weights(
        of touches: [SimulatedTouch], judgedAt: Timestamp
    ) -> [StaffNumber: UInt64] {
        let eligible = touches.map {
            EligibleTouch(kind: $0.kind, at: $0.at, payee: $0.payee, candidate: 0)
        }
        var weights: [StaffNumber: UInt64] = [:]
        for (touch, weight) in zip(eligible, self.weights(of: eligible, at: judgedAt))
        where weight > 0 {
            weights[touch.payee, default: 0] += weight
        }
        return weights
    }
}
