import MeritCore

extension Policy {
    /// What a reader should think twice about; nothing here is refused.
    package var warnings: [String] {
        rules.flatMap { [shortWindow($0), missingRelation($0)].compactMap(\.self) }
    }

    private func shortWindow(_ rule: Rule) -> String? {
        guard
            judgingInstant == .completed, let shortest = rule.source.shortestWindow,
            shortest < .days(30)
        else { return nil }
        return """
            Rule "\(rule.name)": orders are judged when they are completed, often weeks after \
            the click; a window of \(Duration(shortest)) may lose most of them.
            """
    }

    private func missingRelation(_ rule: Rule) -> String? {
        guard relation == nil else { return nil }
        switch rule.source {
        case .relation:
            return """
                Rule "\(rule.name)": the policy has no section relation, so nobody gets bound \
                while it is in force; the rule finds only guides bound under another policy.
                """
        case .touches(_, _, _?):
            return """
                Rule "\(rule.name)": the policy has no section relation, so nobody gets bound \
                while it is in force; share_with_bound finds only guides bound under another policy.
                """
        case .posAssign, .orderParam, .touches(_, _, nil), .house:
            return nil
        }
    }
}
