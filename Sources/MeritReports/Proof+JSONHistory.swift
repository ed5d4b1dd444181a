import MeritAttribution
import MeritCore
import MeritJSON
import MeritStore

/// Decisions, adjustments, the relation and late evidence.
extension Proof {
    func write(decision entry: ProofDecision, to writer: inout JSONWriter) {
        let decision = entry.decision
        writer.object { writer in
            write(header: entry, to: &writer)
            writer.member("as_of", decision.asOf.value)
            writer.member("cause", decision.cause.value)
            writer.member("store", decision.store?.value)
            writer.member("customer_aliases", decision.customer.count)
            write(sharesOf: decision, to: &writer)
            writer.member("candidates_omitted", decision.candidatesOmitted)
        }
    }

    func write(earlier entry: ProofDecision, to writer: inout JSONWriter) {
        writer.object { writer in
            write(header: entry, to: &writer)
            write(sharesOf: entry.decision, to: &writer)
        }
    }

    private func write(header entry: ProofDecision, to writer: inout JSONWriter) {
        writer.member("sequence", entry.row.sequence.value)
        writer.member("recorded_at", entry.row.recordedAt.rfc3339)
        writer.member("occasion", entry.decision.occasion.name)
        writer.member("changed", entry.effect == .changed)
        writer.member("policy", entry.decision.policy.value)
        writer.member("judged_at", entry.decision.judgedAt.rfc3339)
        writer.member("rule", entry.decision.rule)
        writer.member("adjustment", entry.adjustment?.number.value)
        writer.key("cause_fact")
        if let cause = entry.cause { write(cause, to: &writer) } else { writer.null() }
    }

    private func write(sharesOf decision: Decision, to writer: inout JSONWriter) {
        writer.array("shares", decision.shares) { writer, share in
            writer.object { writer in
                writer.member("staff", share.payee.value)
                writer.member("name", name(of: share.payee))
                writer.member("department", share.department?.value)
                writer.member("weight", share.weight)
            }
        }
    }

    private func write(_ fact: FactOrigin, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("fact", fact.sequence.value)
            writer.member("what", fact.text)
            writer.member("recorded_at", fact.recordedAt?.rfc3339)
            write(fact.provenance, to: &writer)
        }
    }

    func write(_ adjustment: AdjustmentRow, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("adjustment", adjustment.number.value)
            writer.member("state", adjustment.state.name)
            writer.member("reason", adjustment.reason)
            writer.member("proposed_at", adjustment.recordedAt.rfc3339)
            write(person: adjustment.proposer, as: "proposed_by", to: &writer)
            writer.member("resolved_at", adjustment.resolvedAt?.rfc3339)
            write(person: adjustment.resolver, as: "resolved_by", to: &writer)
            writer.member("claim", adjustment.claim.name)
            writer.array("parts", adjustment.claim.parts) { writer, part in
                writer.object { writer in
                    writer.member("staff", part.payee.value)
                    writer.member("name", name(of: part.payee))
                    writer.member("value", part.value)
                }
            }
        }
    }

    private func write(
        person: PersonNumber?, as key: String, to writer: inout JSONWriter
    ) {
        writer.key(key)
        guard let person else { return writer.null() }
        writer.object { writer in
            writer.member("person", person.value)
            writer.member("name", name(of: person))
        }
    }

    func write(_ late: LateFact, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("fact", late.row.cause.value)
            writer.member("what", late.origin.text)
            writer.member("recorded_at", late.row.recordedAt.rfc3339)
            writer.member("reason", late.row.reason.name)
            write(late.origin.provenance, to: &writer)
        }
    }

    // MARK: The relation

    /// Null where no policy binds customers, or the order was never judged.
    func writeRelation(to writer: inout JSONWriter) {
        writer.key("relation")
        guard let relation = material.relation else { return writer.null() }
        writer.object { writer in
            writer.array("steps", relation.steps) { write($1, to: &$0) }
            writer.key("bound")
            guard let bound = relation.bound else { return writer.null() }
            writer.object { writer in
                writer.member("guide", bound.guide.value)
                writer.member("name", name(of: bound.guide))
                writer.member("since", bound.since.rfc3339)
                writer.member("valid_until", bound.validUntil?.rfc3339)
                writer.member("protected_until", bound.protectedUntil?.rfc3339)
            }
        }
    }

    private func write(_ step: RelationHistory.Step, to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("at", step.at.rfc3339)
            writer.member("what", step.cause.word)
            writer.member("fact", step.cause.sequence?.value)
            writer.member("order", step.cause.order?.description)
            writer.member("staff", step.staff.value)
            writer.member("name", name(of: step.staff))
            writer.member("effect", step.effect.word)
            writer.member("former", step.effect.former?.value)
            write(step.cause.sequence.flatMap { material.facts[$0]?.provenance }, to: &writer)
        }
    }
}

extension RelationHistory.Cause {
    /// What proofs say: a kind of touch, `hand_over`, `deletion`, `purchase`.
    var word: String {
        switch self {
        case .touch(let kind, _): kind.name
        case .handOver: "hand_over"
        case .deletion: "deletion"
        case .purchase: "purchase"
        }
    }

    var order: OrderKey? {
        if case .purchase(let order) = self { order } else { nil }
    }
}

extension RelationHistory.Effect {
    /// What proofs say.
    var word: String {
        switch self {
        case .bound: "bound"
        case .renewed: "renewed"
        case .replaced: "replaced"
        case .moved: "moved"
        case .ended: "ended"
        case .protectedByOther: "protected_by_other"
        case .none: "none"
        }
    }

    /// The guide before, where there was another.
    var former: StaffNumber? {
        switch self {
        case .replaced(let guide), .moved(let guide): guide
        case .bound, .renewed, .ended, .protectedByOther, .none: nil
        }
    }
}

extension AdjustmentProposed.Claim {
    /// What proofs say the values are.
    var name: String {
        switch self {
        case .weights: "weights"
        case .amounts: "amounts"
        }
    }
}
