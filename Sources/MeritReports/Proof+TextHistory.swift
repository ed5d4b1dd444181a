import MeritAttribution
import MeritCore
import MeritStore

/// Decisions, the relation and late evidence.
extension Proof {
    var decisionText: String {
        guard let entry = history.last else { return "" }
        let decision = entry.decision
        var text = "Decision \(entry.row.sequence.value), \(decision.occasion.name), by policy "
        text += "\(decision.policy), judged at \(local(decision.judgedAt)), "
        text += "from facts up to \(decision.asOf.value)\n\n"
        var table = TextTable(columns: [
            .init("credited"), .init("department"), .init("weight", .right),
        ])
        for share in decision.shares {
            table.add(row: [
                label(share.payee), share.department?.value ?? "", "\(share.weight)",
            ])
        }
        text += table.text
        if let nearestMiss { text += "nearest miss: \(TextTable.printable(nearestMiss))\n" }
        return text
    }

    /// One line per decision; empty where there is one decision and nothing was asked for.
    var historyText: String {
        let history = history
        let declined = material.adjustments.filter { $0.state != .approved }
        guard history.count > 1 || !declined.isEmpty else { return "" }
        let lines =
            history.map { line(of: $0) }
            + declined.map { adjustment in
                "adjustment \(adjustment.number.value) \(adjustment.state.name): "
                    + people(of: adjustment)
            }
        return "Decisions\n\n" + lines.map { "\($0)\n" }.joined()
    }

    private func line(of entry: ProofDecision) -> String {
        var text = "\(entry.row.sequence.value), \(local(entry.row.recordedAt)), "
        text += entry.decision.occasion.name
        if let adjustment = entry.adjustment {
            text += " \(adjustment.number.value) \(people(of: adjustment))"
        } else if let cause = entry.cause {
            text += " (\(TextTable.printable(cause.text)), fact \(cause.sequence.value)"
            text += (cause.provenance.map { ", \(self.text(of: $0))" } ?? "") + ")"
        }
        guard entry.effect == .changed else { return text + ": unchanged" }
        let shares = entry.decision.shares.map { share in
            entry.decision.shares.count == 1
                ? label(share.payee) : "\(label(share.payee)) \(share.weight)"
        }
        let rule = entry.decision.rule.map { " by \(TextTable.printable($0))" } ?? ""
        return text + ": \(shares.joined(separator: ", "))\(rule)"
    }

    /// `asked for by 王五, approved by 赵六, "wrong guide at the till"`.
    private func people(of adjustment: AdjustmentRow) -> String {
        var text = "asked for by \(label(adjustment.proposer))"
        if let resolver = adjustment.resolver {
            text += ", \(adjustment.state.name) by \(label(resolver))"
        }
        return text + (adjustment.reason.map { ", \"\(TextTable.printable($0))\"" } ?? "")
    }

    // MARK: The relation

    /// Empty where no policy binds customers, or nothing ever happened.
    var relationText: String {
        guard let relation = material.relation, !relation.steps.isEmpty || relation.bound != nil
        else { return "" }
        var text = "Relation\n\n"
        for step in relation.steps { text += line(of: step) + "\n" }
        guard let bound = relation.bound else {
            return text + "at the judging instant: bound to nobody\n"
        }
        text += "at the judging instant: \(label(bound.guide)), since \(local(bound.since)), "
        text += "valid \(end(bound.validUntil)), protected \(end(bound.protectedUntil))\n"
        return text
    }

    private func end(_ instant: Timestamp?) -> String {
        instant.map { "until \(local($0))" } ?? "for good"
    }

    private func line(of step: RelationHistory.Step) -> String {
        var text = "\(local(step.at))  \(step.cause.word)"
        if let order = step.cause.order { text += " \(TextTable.printable("\(order)"))" }
        text += "  \(label(step.staff)): "
        switch step.effect {
        case .replaced(let guide): text += "takes the place of \(label(guide))"
        case .moved(let guide): text += "takes over from \(label(guide))"
        case .protectedByOther: text += "nothing, the customer is bound to another guide"
        case .none: text += "nothing"
        case .bound, .renewed, .ended: text += step.effect.word
        }
        guard let fact = step.cause.sequence else { return text }
        text += ", fact \(fact.value)"
        return text + (material.facts[fact]?.provenance.map { ", \(self.text(of: $0))" } ?? "")
    }

    // MARK: Late evidence

    var lateText: String {
        guard !material.late.isEmpty else { return "" }
        let lines = material.late.map { late in
            var text = "\(local(late.row.recordedAt))  \(TextTable.printable(late.origin.text)), "
            text += "fact \(late.row.cause.value): \(late.row.reason.name)"
            return text + (late.origin.provenance.map { ", \(self.text(of: $0))" } ?? "") + "\n"
        }
        return "Came too late\n\n" + lines.joined()
    }
}
