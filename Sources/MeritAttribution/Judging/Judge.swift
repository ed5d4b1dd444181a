import MeritCore
import MeritOrders

/// Judges an order by the policy that is in force for it, or by the one that a re-run names: who is
/// credited, in which proportion, and why. The outcome depends on the arguments alone, not on the
/// order of the touches and other events of the case.
package func judge(
    _ subject: JudgingCase, directory: Directory, detail: JudgingDetail = .proof
) -> Judgement {
    do throws(Judgement.Waiting) {
        var bench = try Bench(subject, directory, detail)
        return .decided(bench.decision())
    } catch {
        return .notYet(error)
    }
}

extension Bench {
    mutating func decision() -> Decision {
        relation = relationAtJudgingInstant()
        var candidates: [Decision.Candidate] = []
        var winner: Rule?
        var weights: [StaffNumber: UInt64] = [.unattributed: 1]
        for (place, rule) in policy.rules.enumerated() {
            let index = UInt8(place)
            if winner != nil {
                candidates += bystanders(of: rule, at: index)
                continue
            }
            let finding = finding(of: rule, at: index)
            candidates += finding.candidates
            guard !finding.weights.isEmpty else { continue }
            winner = rule
            weights = finding.weights
            if detail == .credits { break }
        }
        if detail == .credits { candidates = [] }
        let kept = CandidateList(candidates, max: Decision.candidatesMax)
        return decision(winner, shares(weights), kept)
    }

    private mutating func decision(
        _ winner: Rule?, _ shares: [Decision.Share], _ kept: CandidateList
    ) -> Decision {
        Decision(
            order: subject.order.order, policy: policy.id, judgedAt: judgedAt,
            asOf: subject.asOf, cause: subject.cause, occasion: subject.occasion,
            rule: winner?.name, store: subject.order.store, shares: shares,
            candidates: kept.candidates, candidatesOmitted: kept.omitted,
            bound: relation?.bound,
            examined: detail == .proof ? lens.examined : Decision.Examined.none,
            customer: subject.customer)
    }

    private mutating func finding(of rule: Rule, at index: UInt8) -> Finding {
        switch rule.source {
        case .posAssign: posAssign(rule: index)
        case .orderParam(let window, let proof):
            orderParam(rule: index, window: window, proof: proof)
        case .touches(let selection, let model, let share):
            touches(rule: index, selection, model, shareWithBound: share)
        case .relation(let phase): guide(rule: index, phase: phase)
        case .house: house()
        }
    }

    /// The candidates of a rule behind the one that won: they are listed, not tested.
    private mutating func bystanders(of rule: Rule, at index: UInt8) -> [Decision.Candidate] {
        switch rule.source {
        case .posAssign:
            subject.order.assignedStaff.map {
                [assigned($0, rule: index, .rejected(.lowerPrecedence, instead: nil))]
            } ?? []
        case .orderParam(_, let proof):
            namedOnOrder(proof: proof).map {
                [candidate($0, rule: index, .rejected(.lowerPrecedence, instead: nil))]
            } ?? []
        case .touches(let selection, let model, _):
            touches.lazy.filter { model.weighs($0.kind) && selection.window(for: $0.kind) != nil }
                .map {
                    Self.candidate(
                        $0, rule: index, .rejected(.lowerPrecedence, instead: nil))
                }
        case .relation:
            relation.map {
                [candidate($0, rule: index, .rejected(.lowerPrecedence, instead: nil))]
            } ?? []
        case .house: []
        }
    }

    /// The house account stands in no list of candidates: it is no touch.
    private mutating func house() -> Finding {
        storeAccount().map { Finding(weights: [$0: 1]) } ?? Finding()
    }

    /// Payees with their departments at T, rising.
    private mutating func shares(_ weights: [StaffNumber: UInt64]) -> [Decision.Share] {
        var shares: [Decision.Share] = []
        for (payee, weight) in weights.sorted(by: { $0.key < $1.key }) {
            let row = payee == .unattributed ? nil : lens.staff(payee, at: judgedAt)
            shares.append(
                Decision.Share(payee: payee, department: row?.department, weight: weight))
        }
        return shares
    }
}
