import MeritCore

extension Bench {
    /// The guide bound at T, where the relation is in the phase that the rule asks for.
    mutating func guide(rule: UInt8, phase: RelationPhase) -> Finding {
        guard let relation else { return Finding() }
        let isOver = phase == .protected && !relation.isProtected(at: judgedAt)
        let standing =
            isOver
            ? Standing.rejected(.outsideProtection, instead: nil) : standing(of: relation.guide)
        return Finding(candidate(relation, rule: rule, standing), standing)
    }

    func candidate(
        _ relation: Relation, rule: UInt8, _ standing: Standing
    ) -> Decision.Candidate {
        Decision.Candidate(
            rule: rule, touchKind: nil, touch: nil, id: [], staff: relation.guide,
            payee: standing.payee(for: relation.guide), link: nil, at: relation.since,
            rejection: standing.rejection, note: nil)
    }

    /// Gives the guide bound at T `share` of what the touches weigh together. Where there is no
    /// eligible guide, or nobody else is credited, nothing changes.
    mutating func share(_ share: BasisPoints, of finding: inout Finding, rule: UInt8) {
        guard let relation, share.value > 0, !finding.weights.isEmpty else { return }
        let standing = standing(of: relation.guide)
        guard case .eligible(let guide) = standing else {
            finding.candidates.append(candidate(relation, rule: rule, standing))
            return
        }
        guard finding.weights.contains(where: { $0.key != guide }) else { return }
        finding.candidates.append(candidate(relation, rule: rule, standing))
        let total = finding.weights.values.reduce(0, +)
        let rest = UInt64(BasisPoints.whole.value - share.value)
        // 10 000 touches of at most 10⁶, times 10 000: far below 2⁶³.
        finding.weights = rest == 0 ? [:] : finding.weights.mapValues { $0 * rest }
        finding.weights[guide, default: 0] += total * UInt64(share.value)
        if rest == 0 { finding.passOverTouches() }
    }
}

extension Bench.Finding {
    /// The touches' weight went to the guide as a whole.
    fileprivate mutating func passOverTouches() {
        candidates = candidates.map { candidate in
            candidate.rejection == nil && candidate.touchKind != nil
                ? candidate.rejected(.notChosen) : candidate
        }
    }
}
