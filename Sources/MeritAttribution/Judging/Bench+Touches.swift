import MeritCore

extension Bench {
    /// The touches of the rule's kinds, tested one by one; the model weighs the eligible ones.
    func touches(rule: UInt8, _ selection: TouchSelection, _ model: Rule.Model) -> Finding {
        var finding = Finding()
        var eligible: [CaseTouch] = []
        for touch in subject.touches {
            guard let window = selection.window(for: touch.kind) else { continue }
            let rejection =
                verdictRejection(of: touch) ?? timeRejection(of: touch.at, window: window)
            finding.candidates.append(candidate(touch, rule: rule, rejection))
            if rejection == nil { eligible.append(touch) }
        }
        let weighed = model.weights(of: eligible)
        for entry in weighed { finding.weights[entry.touch.staff, default: 0] += entry.weight }
        let chosen = Set(weighed.map(\.touch.sequence))
        finding.candidates = finding.candidates.map { candidate in
            let isChosen = candidate.touch.map(chosen.contains) ?? false
            return candidate.rejection == nil && !isChosen
                ? candidate.rejected(.notChosen) : candidate
        }
        return finding
    }

    private func candidate(
        _ touch: CaseTouch, rule: UInt8, _ rejection: RejectReason?
    ) -> Decision.Candidate {
        Decision.Candidate(
            rule: rule, touchKind: touch.kind, touch: touch.sequence, id: touch.id,
            staff: touch.staff, link: touch.link, at: touch.at, rejection: rejection, note: nil)
    }
}

/// A touch with what its model gives it.
struct WeighedTouch {
    let touch: CaseTouch
    /// At least 1.
    let weight: UInt64
}

extension Rule.Model {
    /// The touches that get a weight; none where none is eligible.
    func weights(of eligible: [CaseTouch]) -> [WeighedTouch] {
        switch self {
        case .lastTouch:
            eligible.max(by: CaseTouch.isEarlier).map { [WeighedTouch(touch: $0, weight: 1)] } ?? []
        }
    }
}
