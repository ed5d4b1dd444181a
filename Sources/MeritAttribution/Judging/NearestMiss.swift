package import MeritCore

/// Why an order is unattributed, told by the candidate that came nearest.
package struct NearestMiss: Hashable, Sendable {
    package let candidate: Decision.Candidate
    /// "last touch 31 d 2 h before, window 30 d".
    package let text: String
}

extension Decision {
    /// The nearest miss of an unattributed order; nil where somebody is credited, or where no rule
    /// had a candidate. `policy` is the one that the decision names.
    package func nearestMiss(under policy: Policy) -> NearestMiss? {
        guard rule == nil, let candidate = candidates.nearestMiss else { return nil }
        return NearestMiss(candidate: candidate, text: text(of: candidate, policy))
    }

    private func text(of candidate: Candidate, _ policy: Policy) -> String {
        let subject = candidate.touchKind == .orderParam ? "token on the order" : "last touch"
        let source =
            policy.rules.indices.contains(Int(candidate.rule))
            ? policy.rules[Int(candidate.rule)].source : nil
        switch (candidate.rejection, candidate.at, source?.window(for: candidate.touchKind)) {
        case (.outsideWindow, let at?, let window?):
            return """
                \(subject) \(judgedAt.since(at).inWords) before, window \(window.inWords)
                """
        case (.afterJudgingInstant, let at?, _):
            return "\(subject) \(at.since(judgedAt).inWords) after the judging instant"
        case (let reason?, _, _):
            return "\(subject) rejected: \(reason.name)"
        case (nil, _, _):
            return subject
        }
    }
}

extension [Decision.Candidate] {
    /// The candidate that passed most tests, then the latest, then the greatest id; nil where one
    /// was accepted or there is none.
    var nearestMiss: Decision.Candidate? {
        guard allSatisfy({ $0.rejection != nil }) else { return nil }
        return self.max { left, right in
            let passed = (left.testsPassed, right.testsPassed)
            if passed.0 != passed.1 { return passed.0 < passed.1 }
            if Decision.Candidate.isEarlier(left, right) { return true }
            if Decision.Candidate.isEarlier(right, left) { return false }
            // One touch under several rules: the first rule tells.
            return left.rule > right.rule
        }
    }
}

extension Decision.Candidate {
    /// How many of the tests this candidate passed before one rejected it.
    fileprivate var testsPassed: Int {
        switch rejection {
        case .bot, .preview, .prefetch, .embedded, .head, .duplicate, .selfTest: 0
        case .malformed, .unsupportedVersion, .unknownKey, .forged, .retiredKey: 0
        case .unknownLink, .unknownStaff, .revoked, .expired: 0
        case .unprovenToken, .afterJudgingInstant: 1
        case .outsideWindow: 2
        case .notEligibleStaff: 3
        case .selfPurchase: 4
        case .otherStore: 5
        case .notChosen, .lowerPrecedence, nil: 6
        }
    }
}

extension Milliseconds {
    /// The two greatest units that are not 0: `31 d 2 h`, `5 m`, `12 s`, `0 s`.
    package var inWords: String {
        let units: [(String, Int64)] = [
            ("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1),
        ]
        var rest = abs(value)
        var words: [String] = []
        for (unit, length) in units {
            let count = rest / length
            rest %= length
            if count > 0 {
                words.append("\(count) \(unit)")
            } else if !words.isEmpty {
                break
            }
            if words.count == 2 { break }
        }
        return words.isEmpty ? "0 s" : words.joined(separator: " ")
    }
}
