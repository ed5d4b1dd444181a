import MeritAttribution
import MeritCore
import MeritLedger
import MeritOrders
import MeritStore

extension Proof {
    /// The proof for a terminal, ending with a line break; times in the directory's zone, money in
    /// minor units.
    package var text: String {
        [
            orderText, decisionText, rulesText, relationText, historyText, lateText, entriesText,
            policyText, "Of \(material.head.text)\n",
        ]
        .filter { !$0.isEmpty }.joined(separator: "\n")
    }

    func local(_ instant: Timestamp?) -> String {
        instant.map { material.directory.calendar.localText($0) } ?? "not known"
    }

    /// `1001 张三`, or `0 (unattributed)`.
    func label(_ staff: StaffNumber) -> String {
        if staff == .unattributed { return "0 (unattributed)" }
        return TextTable.printable(
            name(of: staff).map { "\(staff.value) \($0)" } ?? "\(staff.value)")
    }

    func label(_ person: PersonNumber) -> String {
        TextTable.printable(name(of: person) ?? "person \(person.value)")
    }

    // MARK: The order

    private var orderText: String {
        let state = material.state
        var text = "Order \(state.order), \(status.rawValue), amounts in \(state.currency) minor "
        text += "units\n\n"
        text += "created    \(local(state.createdAt))\n"
        text += "paid       \(local(state.paidAt))\n"
        text += "completed  \(local(state.completedAt))\n"
        if let cancelledAt = state.cancelledAt { text += "cancelled  \(local(cancelledAt))\n" }
        text += "booked     \(local(bookedAt))\n"
        text += "store      \(state.store?.value ?? "none")\n"
        if let waitsFor { text += "not judged: waits for \(waitsFor)\n" }
        if let pending = material.pending {
            text += "about to be judged: \(pending.occasion.name)\n"
        }
        return text + "\n" + amountsText + importsText
    }

    private var amountsText: String {
        let net = net
        var table = TextTable(columns: [
            .init("line"), .init("category"), .init("amount", .right), .init("net", .right),
        ])
        for (line, left) in zip(material.state.lines, net.lines) {
            table.add(row: [
                line.line.value, line.category?.value ?? "", "\(line.amount.value)",
                "\(left.net.value)",
            ])
        }
        table.add(row: ["freight", "", "\(material.state.freight.value)", "\(net.freight.value)"])
        let excess = net.excess.map { excess in
            "refund_exceeds_line: \(excess.scope.lineID ?? "the order") by \(excess.amount.value)\n"
        }
        return table.text + excess.joined()
    }

    private var importsText: String {
        let lines = material.events.compactMap { row in
            row.event.provenance.map { provenance in
                "event \(row.event.event) (\(row.event.type.name)): \(text(of: provenance))\n"
            }
        }
        return lines.joined()
    }

    func text(of provenance: ImportProvenance) -> String {
        let person = provenance.actor.person.map { " by \(label($0))" }
        return TextTable.printable(
            "imported\(person ?? ""), file \(provenance.file.hex.prefix(16))…, "
                + "line \(provenance.line)")
    }

    // MARK: The rules

    private var rulesText: String {
        let rules = rules
        guard let judgement, !rules.isEmpty else { return "" }
        var text =
            judgement.sequence == decision?.sequence
            ? "Rules\n\n" : "Rules, as decision \(judgement.sequence.value) found them\n\n"
        for (place, rule) in rules.enumerated() {
            let source = rule.source.map { " (\($0.name))" } ?? ""
            let outcome = rule.outcome.rawValue.replacing("_", with: " ")
            text += "\(place + 1). \(TextTable.printable(rule.name))\(source): \(outcome)\n"
            for candidate in rule.candidates {
                let line = self.text(of: candidate, rule, judgedAt: judgement.decision.judgedAt)
                text += "   \(line)\n"
            }
            if rule.candidates.isEmpty { text += "   \(withoutCandidates(rule))\n" }
        }
        let omitted = judgement.decision.candidatesOmitted
        return omitted == 0 ? text : text + "\(omitted) earlier candidates are not kept\n"
    }

    /// What stands under a rule that looked at nothing: a house account is no candidate.
    private func withoutCandidates(_ rule: RuleFinding) -> String {
        switch rule.source {
        case .house?: break
        case .relation? where rule.outcome == .passedOn:
            return "the customer was bound to nobody"
        default: return "no candidate"
        }
        let store = judgement?.decision.store.map { TextTable.printable($0.value) }
        switch (rule.outcome, store) {
        case (.won, _):
            let payees = judgement?.decision.shares.map { label($0.payee) } ?? []
            return "house account of the ordering store: \(payees.joined(separator: ", "))"
        case (.passedOn, let store?): return "store \(store) has no house account"
        case (.passedOn, nil): return "the order names no store"
        case (.notReached, _): return "not looked up"
        }
    }

    private func text(
        of candidate: Decision.Candidate, _ rule: RuleFinding, judgedAt: Timestamp
    ) -> String {
        var words = [
            candidate.rejection?.name ?? "accepted", candidate.touchKind?.name ?? "guide",
        ]
        if let staff = candidate.staff { words.append(label(staff)) }
        if let payee = candidate.payee { words.append("in their place \(label(payee))") }
        if let link = candidate.link { words.append("link \(link.value)") }
        var text = words.joined(separator: "  ")
        if let at = candidate.at {
            let side = at <= judgedAt ? "before" : "after"
            text += "  \(local(at)), \(judgedAt.since(at).inWords) \(side)"
        }
        if candidate.rejection == .outsideWindow, let kind = candidate.touchKind,
            let window = rule.source?.window(for: kind)
        {
            text += ", window \(window.inWords)"
        }
        if let note = candidate.note { text += ", \(note.name)" }
        if let touch = candidate.touch { text += ", fact \(touch.value)" }
        if let provenance = origin(of: candidate)?.provenance {
            text += ", \(self.text(of: provenance))"
        }
        return text
    }

    // MARK: The entries

    private var entriesText: String {
        guard !material.entries.isEmpty else { return "" }
        var table = TextTable(columns: [
            .init("entry", .right), .init("period"), .init("line"), .init("staff"),
            .init("department"), .init("amount", .right), .init("kind"), .init("at"),
        ])
        for entry in material.entries {
            table.add(row: [
                "\(entry.number)", entry.period.description, entry.line.value,
                label(entry.staff), entry.department?.value ?? "", "\(entry.amount.value)",
                entry.kind.name, local(entry.at),
            ])
        }
        let sums = credits.map { "\(label($0.staff)) \($0.amount.value)" }
        return "Entries\n\n" + table.text + "sum: \(sums.joined(separator: ", "))\n"
    }

    /// The rules in the words that staff read.
    private var policyText: String {
        guard let policy else { return "" }
        let lines = policy.text(.english).map { TextTable.printable($0) }
        return "In words\n\n" + lines.joined(separator: "\n") + "\n"
    }
}
