import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

/// A judgement told in lines that finance can read.
///
/// ```
/// created T-1h            when the order was created; T, when it was paid, is fixed
/// store S1                the ordering store
/// token 1001/7            the order came with this token (staff/link, issued the day of T)
/// token 1001/7 issued -3  … issued three days before
/// token 1001/7 retired    … whose key is retired
/// token forged            … that the door rejected
/// click a                 the order came with the click id of the touch `a`
/// click mismatch          … with one that does not verify (or: unknown, lost)
/// proof touch             the rule `on order` asks for a touch behind a token
/// a link_click T-1d 1001/7            a touch by a token
/// b contact_added T-1d 1002 imported  a touch that a file names, without token
/// c link_click T-1d 1001/7 bot        … with another verdict
/// ```
struct Scenario {
    /// T: 2026-11-21 10:00 in Shanghai.
    static let paidAt = Timestamp(milliseconds: 1_795_226_400_000)

    var createdAt = paidAt
    var store: StoreCode?
    var token: TokenEvidence?
    var click: ClickEvidence?
    var orderClick: String?
    var proof = Rule.TokenProof.token
    var touches: [(name: String, touch: CaseTouch)] = []
    var policy: Policy?

    init(_ text: String) throws {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            let rest = Array(words.dropFirst())
            switch first {
            case "created": createdAt = try Self.time(rest[0])
            case "store": store = StoreCode(rest[0])
            case "token": token = try Self.token(rest)
            case "click": try readClick(rest[0])
            case "proof": proof = try #require(Rule.TokenProof(rawValue: rest[0]))
            default: try readTouch(first, rest)
            }
        }
    }

    private mutating func readClick(_ word: String) throws {
        switch word {
        case "mismatch": click = .mismatch
        case "unknown": click = .unknown
        case "lost": click = .verified(Alias(click: Sequence(999), of: .first))
        default:
            orderClick = word
            click = .verified(Alias(click: Sequence(1), of: .first))
        }
    }

    private mutating func readTouch(_ name: String, _ words: [String]) throws {
        let claim = try Self.claim(words[2])
        let isImported = words.dropFirst(3).contains("imported")
        let verdicts = words.dropFirst(3).compactMap { Verdict(name: $0) }
        let issued = words.firstIndex(of: "issued").map { words[$0 + 1] }
        let token = try issued.map { try Self.claim(words[2], issued: $0) } ?? claim
        touches.append(
            (
                name,
                CaseTouch(
                    sequence: Sequence(UInt64(touches.count + 1)), id: Array(name.utf8),
                    kind: try #require(TouchKind(name: words[0])), at: try Self.time(words[1]),
                    staff: token.staff, link: words[2].contains("/") ? token.link : nil,
                    token: isImported ? nil : token, verdict: verdicts.first ?? .human)
            ))
    }

    private static func token(_ words: [String]) throws -> TokenEvidence {
        if let rejection = TokenRejection(name: words[0]) { return .rejected(rejection) }
        let issued = words.firstIndex(of: "issued").map { words[$0 + 1] } ?? "0"
        let claim = try claim(words[0], issued: issued)
        return .verified(claim, rejection: words.contains("retired") ? .retiredKey : nil)
    }

    /// `1001/7`, `1001` (link 7); `issued` in days relative to T.
    static func claim(_ word: String, issued: String = "0") throws -> TokenClaim {
        let parts = word.split(separator: "/")
        let link = parts.count > 1 ? String(parts[1]) : "7"
        let day = TestDirectory.calendar.day(of: paidAt).advanced(by: try number(issued))
        return TokenClaim(
            slot: KeySlot(unchecked: 0),
            staff: StaffNumber(unchecked: UInt32(try number(parts[0]))),
            link: LinkNumber(unchecked: UInt32(try number(link))),
            issued: try #require(IssueDay(day)))
    }

    private static func number(_ word: some StringProtocol) throws -> Int {
        try #require(Int(word))
    }

    /// `T`, `T-7d`, `T-7d+1ms`.
    static func time(_ word: String) throws -> Timestamp {
        var rest = word.dropFirst()
        var time = paidAt
        while let sign = rest.first {
            let end = rest.dropFirst().firstIndex { $0 == "+" || $0 == "-" } ?? rest.endIndex
            let term = String(rest[..<end].dropFirst())
            let length: Milliseconds
            if term.hasSuffix("ms") {
                length = Milliseconds(try #require(Int64(term.dropLast(2))))
            } else {
                length = try #require(Duration(term)).length
            }
            time = time.advanced(by: Milliseconds(sign == "-" ? -length.value : length.value))
            rest = rest[end...]
        }
        return time
    }

    // MARK: Judging

    private func order() throws -> OrderState {
        func leaf<Value>(_ value: Value?) -> Leaf<Value> { value.map { .value($0) } ?? .absent }
        return OrderState(
            OrderEvent(
                order: OrderKey(shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "A1")),
                event: EventID(unchecked: "e1"), contentDigest: .zero, provenance: nil,
                type: .paid, orderVersion: 1, occurredAt: Self.paidAt, currency: .renminbi,
                createdAt: .value(createdAt), paidAt: .value(Self.paidAt), store: leaf(store),
                token: leaf(token), clickID: leaf(click)))
    }

    func judgingCase() throws -> JudgingCase {
        JudgingCase(
            order: try order(), touches: touches.map(\.touch),
            orderClick: touches.first { $0.name == orderClick }?.touch, customer: [],
            asOf: Sequence(100), cause: Sequence(50), occasion: .first)
    }

    func rules() -> Policy {
        if let policy { return policy }
        let starter = Policy.starterV1
        let rules = starter.rules.map { rule in
            guard case .orderParam(let window, _) = rule.source else { return rule }
            return Rule(name: rule.name, source: .orderParam(window: window, proof: proof))
        }
        return Policy(
            id: starter.id, effectiveFrom: starter.effectiveFrom,
            judgingInstant: starter.judgingInstant, booking: starter.booking,
            creditBase: starter.creditBase, excludedCategories: [],
            rejudgeFor: starter.rejudgeFor, rules: rules)
    }

    func decision() throws -> Decision {
        var directory = TestDirectory.full
        directory.apply(
            .policy(
                PolicyRow(recorded: Sequence(90), recordedAt: .distantPast, policy: rules())))
        guard case .decided(let decision) = judge(try judgingCase(), directory: directory) else {
            throw Undecided()
        }
        return decision
    }

    struct Undecided: Error {}

    /// The outcome in the words of the tables: `1001 by shared`, or `nobody: REASON`.
    func outcome() throws -> String {
        let decision = try decision()
        guard let rule = decision.rule else {
            let miss = decision.nearestMiss(under: rules())
            return "nobody: \(miss?.text ?? "no candidate")"
        }
        let payees = decision.shares.map { "\($0.payee.value)" }.joined(separator: " ")
        return "\(payees) by \(rule)"
    }

    /// `a shared accepted`, `order on order outside_window`: the candidates in their order.
    func candidates() throws -> [String] {
        let rules = rules().rules
        return try decision().candidates.map { candidate in
            let name = touches.first { $0.touch.sequence == candidate.touch }?.name
            let subject = candidate.touchKind == .orderParam ? "order" : name ?? "?"
            let outcome = candidate.rejection?.name ?? "accepted"
            let note = candidate.note.map { " (\($0.name))" } ?? ""
            return "\(subject) \(rules[Int(candidate.rule)].name) \(outcome)\(note)"
        }
    }
}
