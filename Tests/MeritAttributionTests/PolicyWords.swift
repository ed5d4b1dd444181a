import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

/// A policy in words; without any it is `starter-v1`: the token on the order (30 days), the last
/// shared link (7 days), the store.
///
/// ```
/// leaver successor        (keep, house, reject)
/// self store              (count_self, exclude)
/// cross same_store_only   (guide_follows)
/// rejudge 72h
/// proof touch             the starter's rule `on order` asks for a touch behind a token
/// relation 180d 15d bind contact_added,purchase renew on_purchase capture after_protection
///                         validity and protection (or permanent); also: ends (on deletion)
/// rule till pos_assign
/// rule order order_param 30d touch
/// rule shared touches link_click,contact_added 7d linear
/// rule shared touches link_click 30d time_decay=7d share=2000
/// rule shared touches link_click,contact_added 7d custom=link_click:1,contact_added:3
/// rule mine relation protected
/// rule store house
/// ```
struct PolicyWords {
    private let id: PolicyID
    private let from: Timestamp
    private var rules: [Rule] = []
    private var selfPurchase = SelfPurchase.countSelf
    private var crossStore = CrossStore.guideFollows
    private var leaver = Leaver.keep
    private var rejudgeFor = Milliseconds.hours(72)
    private var relation: RelationTerms?
    private var proof = Rule.TokenProof.token

    init(from: Timestamp = .distantPast, _ number: Int = 0) {
        id = PolicyID(unchecked: "p\(number)")
        self.from = from
    }

    var policy: Policy {
        Policy(
            id: id, effectiveFrom: from, judgingInstant: .paid,
            booking: Booking(moment: .paid, delay: .zero), creditBase: .goods,
            excludedCategories: [], selfPurchase: selfPurchase, crossStore: crossStore,
            leaver: leaver, rejudgeFor: rejudgeFor, relation: relation,
            rules: rules.isEmpty ? starterRules : rules)
    }

    private var starterRules: [Rule] {
        Policy.starterV1.rules.map { rule in
            guard case .orderParam(let window, _) = rule.source else { return rule }
            return Rule(name: rule.name, source: .orderParam(window: window, proof: proof))
        }
    }

    /// False where the line is not about the policy.
    mutating func read(_ first: String, _ rest: [String]) throws -> Bool {
        switch first {
        case "leaver": leaver = try #require(Leaver(rawValue: rest[0]))
        case "self": selfPurchase = try #require(SelfPurchase(rawValue: rest[0]))
        case "cross": crossStore = try #require(CrossStore(rawValue: rest[0]))
        case "rejudge": rejudgeFor = try Scenario.length(rest[0])
        case "proof": proof = try #require(Rule.TokenProof(rawValue: rest[0]))
        case "relation": relation = try Self.relation(rest)
        case "rule": rules.append(Rule(name: rest[0], source: try Self.source(rest)))
        default: return false
        }
        return true
    }

    private static func relation(_ words: [String]) throws -> RelationTerms {
        func lasting(_ word: String) throws -> Lasting {
            word == "permanent" ? .permanent : .length(try Scenario.length(word))
        }
        let causes = Scenario.word(after: "bind", words)?.split(separator: ",") ?? []
        return RelationTerms(
            bindOn: Set(
                try causes.map { cause in
                    cause == "purchase"
                        ? .purchase : .touch(try #require(TouchKind(name: cause)))
                }),
            validity: try lasting(words[0]), protection: try lasting(words[1]),
            renew: try #require(
                RelationTerms.Renewal(rawValue: Scenario.word(after: "renew", words) ?? "never")),
            capture: try #require(
                RelationTerms.Capture(
                    rawValue: Scenario.word(after: "capture", words) ?? "never")),
            endOnDelete: words.contains("ends") ? .ends : .keeps)
    }

    private static func source(_ words: [String]) throws -> Rule.Source {
        switch words[1] {
        case "pos_assign": return .posAssign
        case "house": return .house
        case "relation": return .relation(phase: try #require(RelationPhase(rawValue: words[2])))
        case "order_param":
            return .orderParam(
                window: try Scenario.length(words[2]),
                proof: words.contains("touch") ? .touch : .token)
        default:
            let kinds = try words[2].split(separator: ",").map {
                try #require(TouchKind(name: $0))
            }
            let share = words.first { $0.hasPrefix("share=") }
                .flatMap { UInt32($0.dropFirst(6)) }
            return .touches(
                TouchSelection(kinds, try Scenario.length(words[3])), model: try model(words[4]),
                shareWithBound: share.flatMap { BasisPoints($0) })
        }
    }

    private static func model(_ word: String) throws -> Rule.Model {
        let parts = word.split(separator: "=").map(String.init)
        switch parts[0] {
        case "last_touch": return .lastTouch
        case "first_touch": return .firstTouch
        case "linear": return .linear
        case "position_based": return .positionBased
        case "w_shaped": return .wShaped
        case "time_decay": return .timeDecay(halfLife: try Scenario.length(parts[1]))
        default:
            var weights: [TouchKind: UInt32] = [:]
            for pair in parts[1].split(separator: ",") {
                let pair = pair.split(separator: ":")
                let weight: UInt32 = try #require(UInt32(pair[1]))
                weights[try #require(TouchKind(name: pair[0]))] = weight
            }
            return .custom(weights)
        }
    }
}
