import MeritCore
import MeritOrders

/// Judges an order by the policy that is in force for it: who is credited, in which proportion,
/// and why. The outcome depends on the arguments alone, not on the order of the touches.
package func judge(_ subject: JudgingCase, directory: Directory) -> Judgement {
    guard let createdAt = subject.order.createdAt else { return .notYet(.creationUnknown) }
    guard let policy = directory.policies.inForce(createdAt: createdAt) else {
        return .notYet(.noPolicy)
    }
    guard let judgedAt = policy.judgingInstant(of: subject.order) else {
        return .notYet(.instantUnknown)
    }
    let bench = Bench(
        subject: subject, directory: directory, policy: policy, createdAt: createdAt,
        judgedAt: judgedAt)
    return .decided(bench.decision())
}

/// One judgement under way: the case with the instants that its policy fixes.
struct Bench {
    let subject: JudgingCase
    let directory: Directory
    let policy: Policy
    let createdAt: Timestamp
    /// T.
    let judgedAt: Timestamp

    /// What one rule came to.
    struct Finding {
        var candidates: [Decision.Candidate] = []
        /// Weight by payee; empty: the rule passes on.
        var weights: [StaffNumber: UInt64] = [:]
    }

    func decision() -> Decision {
        var candidates: [Decision.Candidate] = []
        var winner: Rule?
        var weights: [StaffNumber: UInt64] = [.unattributed: 1]
        for (index, rule) in policy.rules.enumerated() {
            let finding = finding(of: rule, at: UInt8(index))
            guard winner == nil else {
                candidates += finding.candidates.map { $0.rejected(.lowerPrecedence) }
                continue
            }
            candidates += finding.candidates
            guard !finding.weights.isEmpty else { continue }
            winner = rule
            weights = finding.weights
        }
        let kept = CandidateList(candidates, max: Decision.candidatesMax)
        return Decision(
            order: subject.order.order, policy: policy.id, judgedAt: judgedAt,
            asOf: subject.asOf, cause: subject.cause, occasion: subject.occasion,
            rule: winner?.name, store: subject.order.store, shares: shares(weights),
            candidates: kept.candidates, candidatesOmitted: kept.omitted,
            customer: subject.customer)
    }

    private func finding(of rule: Rule, at index: UInt8) -> Finding {
        switch rule.source {
        case .orderParam(let window, let proof):
            orderParam(rule: index, window: window, proof: proof)
        case .touches(let selection, let model):
            touches(rule: index, selection, model)
        case .house:
            house()
        }
    }

    /// The house account stands in no list of candidates: it is no touch.
    private func house() -> Finding {
        guard
            let store = subject.order.store,
            let account = directory.houseAccount(ofStore: store, at: judgedAt)
        else { return Finding() }
        return Finding(weights: [account: 1])
    }

    /// Payees with their departments at T, rising.
    private func shares(_ weights: [StaffNumber: UInt64]) -> [Decision.Share] {
        weights.sorted { $0.key < $1.key }.map { payee, weight in
            Decision.Share(
                payee: payee, department: directory.department(of: payee, at: judgedAt),
                weight: weight)
        }
    }
}

extension Decision.Candidate {
    /// This candidate with another outcome.
    func rejected(_ reason: RejectReason?) -> Decision.Candidate {
        Decision.Candidate(
            rule: rule, touchKind: touchKind, touch: touch, id: id, staff: staff, link: link,
            at: at, rejection: reason, note: note)
    }
}
