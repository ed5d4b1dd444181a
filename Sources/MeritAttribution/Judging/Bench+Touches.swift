import MeritCore

/// A touch that passed the tests of its rule.
struct EligibleTouch: Hashable {
    let kind: TouchKind
    let at: Timestamp
    let payee: StaffNumber
    /// Its place in the rule's candidates; 0 where none are kept.
    let candidate: Int
}

extension Bench {
    /// The touches of the rule's kinds, tested one by one; the model weighs the eligible ones.
    mutating func touches(
        rule: UInt8, _ selection: TouchSelection, _ model: Rule.Model,
        shareWithBound: BasisPoints?
    ) -> Finding {
        var finding = Finding()
        var eligible: [EligibleTouch] = []
        for place in touches.indices {
            let (kind, at, staff) = (touches[place].kind, touches[place].at, touches[place].staff)
            guard model.weighs(kind), let window = selection.window(for: kind) else { continue }
            let isInTime = timeRejection(of: at, window: window)
            if detail == .credits, isInTime != nil { continue }
            let rejection = evidenceRejection(at: place) ?? isInTime
            let standing = Standing(rejection, else: standing(of: staff))
            if case .eligible(let payee) = standing {
                eligible.append(
                    EligibleTouch(
                        kind: kind, at: at, payee: payee, candidate: finding.candidates.count))
            }
            guard detail == .proof else { continue }
            finding.candidates.append(Self.candidate(touches[place], rule: rule, standing))
        }
        weigh(eligible, model, in: &finding)
        if let shareWithBound { share(shareWithBound, of: &finding, rule: rule) }
        return finding
    }

    private func weigh(
        _ eligible: [EligibleTouch], _ model: Rule.Model, in finding: inout Finding
    ) {
        for (touch, weight) in zip(eligible, model.weights(of: eligible, at: judgedAt)) {
            if weight > 0 {
                finding.weights[touch.payee, default: 0] += weight
            } else if detail == .proof {
                finding.candidates[touch.candidate] =
                    finding.candidates[touch.candidate].rejected(.notChosen)
            }
        }
    }

    static func candidate(
        _ touch: CaseTouch, rule: UInt8, _ standing: Standing
    ) -> Decision.Candidate {
        Decision.Candidate(
            rule: rule, touchKind: touch.kind, touch: touch.sequence, id: touch.id,
            staff: touch.staff, payee: standing.payee(for: touch.staff), link: touch.link,
            at: touch.at, rejection: standing.rejection, note: nil)
    }
}

extension Decision.Candidate {
    /// This candidate with another outcome.
    func rejected(_ reason: RejectReason) -> Decision.Candidate {
        Decision.Candidate(
            rule: rule, touchKind: touchKind, touch: touch, id: id, staff: staff, payee: payee,
            link: link, at: at, rejection: reason, note: note)
    }
}
