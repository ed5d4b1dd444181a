package import MeritAttribution
package import MeritCore

/// What one rule of the policy found on an order.
package struct RuleFinding: Hashable, Sendable {
    package let name: String
    /// Where the rule looks; nil where the policy is not known.
    package let source: Rule.Source?
    package let outcome: Outcome
    /// In the order of the decision.
    package let candidates: [Decision.Candidate]

    /// The raw value is what proofs say.
    package enum Outcome: String, Sendable {
        /// It yielded somebody.
        case won
        /// It yielded nobody: the next rule was asked.
        case passedOn = "passed_on"
        /// An earlier rule had won.
        case notReached = "not_reached"
    }

    /// Of each rule of `policy`, in its order, what `decision` found there.
    static func all(of decision: Decision, under policy: Policy?) -> [RuleFinding] {
        let candidates = Dictionary(grouping: decision.candidates) { Int($0.rule) }
        let count = max(policy?.rules.count ?? 0, (candidates.keys.max() ?? -1) + 1)
        var hasWon = false
        return (0..<count).map { place in
            let rule = policy.flatMap { place < $0.rules.count ? $0.rules[place] : nil }
            let isWinner = rule.map { $0.name == decision.rule } ?? false
            defer { hasWon = hasWon || isWinner }
            return RuleFinding(
                name: rule?.name ?? "rule \(place + 1)", source: rule?.source,
                outcome: isWinner ? .won : hasWon ? .notReached : .passedOn,
                candidates: candidates[place] ?? [])
        }
    }
}
