package import MeritCore

/// Why an order is unattributed, told by the candidate that came nearest.
package struct NearestMiss: Hashable, Sendable {
    package let candidate: Decision.Candidate
    /// "last touch 31 d 2 h before, window 30 d".
    package let text: String
}

extension Decision {
    /// The nearest miss of an unattributed order; nil where somebody is credited, or where no rule
    /// had a candidate. `policy` is the one that the decision names; `directory` tells since when a
    /// person is not employed, and of which department.
    package func nearestMiss(
        under policy: Policy, in directory: Directory = Directory()
    ) -> NearestMiss? {
        guard rule == nil, let candidate = candidates.nearestMiss else { return nil }
        let telling = Telling(
            decision: self, candidate: candidate, policy: policy, directory: directory)
        return NearestMiss(candidate: candidate, text: telling.text)
    }
}

/// The words for one candidate.
private struct Telling {
    let decision: Decision
    let candidate: Decision.Candidate
    let policy: Policy
    let directory: Directory

    var text: String {
        switch candidate.rejection {
        case .outsideWindow: outsideWindow
        case .afterJudgingInstant:
            candidate.at.map {
                "\(subject) \($0.since(decision.judgedAt).inWords) after the judging instant"
            } ?? rejected
        case .outsideProtection:
            decision.bound?.protectedUntil.map {
                "guide's protection ended \(decision.judgedAt.since($0).inWords) before"
            } ?? rejected
        case .lateEvidence: "\(subject) was recorded too late to count"
        case .notEligibleStaff: notEmployed + nobodyInstead
        case .selfPurchase:
            policy.selfPurchase == .store
                ? "\(person) is the buyer, and the order has no store with a house account"
                : "\(person) is the buyer"
        case .otherStore: "\(person)\(department) does not belong to store \(store)"
        case nil: subject
        default: rejected
        }
    }

    private var subject: String {
        switch candidate.touchKind {
        case nil: "guide"
        case .orderParam: "token on the order"
        case .posAssign: "\(person) on the order"
        default: "last touch"
        }
    }

    private var rejected: String {
        "\(subject) rejected: \(candidate.rejection?.name ?? "")"
    }

    private var outsideWindow: String {
        let rule = Int(candidate.rule)
        let source = policy.rules.indices.contains(rule) ? policy.rules[rule].source : nil
        guard let at = candidate.at, let kind = candidate.touchKind,
            let window = source?.window(for: kind)
        else { return rejected }
        let age = decision.judgedAt.since(at)
        return "\(subject) \(age.inWords) before, window \(window.inWords)"
    }

    // MARK: The person

    /// Whoever the test was about: one put in the place of another, where there is one.
    private var number: StaffNumber { candidate.payee ?? candidate.staff ?? .unattributed }
    private var person: String { "staff \(number.value)" }
    private var row: StaffRow? { directory.staff(number, at: decision.judgedAt) }
    private var department: String { row.map { " of \($0.department.value)" } ?? "" }
    private var store: String { decision.store?.value ?? "" }

    private var notEmployed: String {
        if let end = row?.employedTo, end <= decision.judgedAt {
            // The day that the end was written as, which is the last one of employment.
            let lastDay = directory.calendar.day(of: end.advanced(by: Milliseconds(-1)))
            return "\(person) left on \(lastDay)"
        }
        if let start = row?.employedFrom, start > decision.judgedAt {
            return "\(person) begins on \(directory.calendar.day(of: start))"
        }
        return "\(person) was not employed"
    }

    private var nobodyInstead: String {
        switch policy.leaver {
        case .keep, .reject: ""
        case .successor: ", and nobody employed took over"
        case .house: ", and the department has no house account"
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
        case .unprovenToken, .lateEvidence, .afterJudgingInstant: 1
        case .outsideWindow, .outsideProtection: 2
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
