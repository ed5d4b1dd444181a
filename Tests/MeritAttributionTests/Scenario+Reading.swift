import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

extension Scenario {
    init(_ text: String) throws {
        self.init()
        for line in text.split(whereSeparator: { $0 == "\n" || $0 == ";" }) {
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            try read(first, Array(words.dropFirst()))
        }
    }

    private mutating func read(_ first: String, _ rest: [String]) throws {
        switch first {
        case "created": createdAt = try Self.time(rest[0])
        case "store": store = StoreCode(rest[0])
        case "assigned": assigned = try Self.staff(rest[0])
        case "buyer": buyer = try rest.map { try Facts.alias($0) }
        case "customer": customer = try rest.map { try Facts.alias($0) }.sorted()
        case "nobody": customer = []
        case "decided": firstDecidedAt = try Self.time(rest[0])
        case "rerun": rerun = PolicyID(unchecked: rest[0])
        case "token": token = try Self.token(rest)
        case "click": try readClick(rest[0])
        case "staff": rows.append(try StaffWords(rest).row)
        case "department":
            rows.append(
                TestDirectory.department(
                    rest[0], parent: rest[1], store: rest.count > 2 ? rest[2] : nil))
        case "switch":
            wordings.append(PolicyWords(from: try Self.time(rest[0]), wordings.count))
        default: try readEvent(first, rest)
        }
    }

    private mutating func readEvent(_ first: String, _ rest: [String]) throws {
        if try wordings[wordings.count - 1].read(first, rest) { return }
        let record = Sequence(UInt64(touches.count + names.count + 1))
        switch rest[0] {
        case "hand_over":
            handOvers.append(
                CaseHandOver(
                    sequence: record, id: Array(first.utf8), at: try Self.time(rest[1]),
                    from: try Self.staff(rest[2]), to: try Self.staff(rest[3])))
            names[record] = first
        case "deletion":
            deletions.append(
                CaseDeletion(
                    sequence: record, id: Array(first.utf8), at: try Self.time(rest[1]),
                    staff: try Self.staff(rest[2])))
            names[record] = first
        case "purchase": purchases.append(try Self.purchase(first, rest))
        default: try readTouch(first, rest, record)
        }
    }

    private static func purchase(_ name: String, _ words: [String]) throws -> Purchase {
        let at = try time(words[1])
        let parts = word(after: "order", words).map { $0.split(separator: "/").map(String.init) }
        return Purchase(
            order: OrderKey(
                shop: ShopName(unchecked: parts?[0] ?? "mall"),
                order: OrderID(unchecked: parts?[1] ?? name)),
            judgedAt: try word(after: "judged", words).map { try time($0) } ?? at, at: at,
            staff: try staff(words[2]))
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

    private mutating func readTouch(
        _ name: String, _ words: [String], _ record: Sequence
    ) throws {
        let at = try Self.time(words[1])
        let token = try Self.claim(
            words[2], issued: Self.word(after: "issued", words) ?? "0")
        let isTold = words.contains("imported") || words.contains("contact")
        let verdicts = words.dropFirst(3).compactMap { Verdict(name: $0) }
        touches.append(
            (
                name,
                CaseTouch(
                    sequence: record, id: Array(name.utf8),
                    kind: try #require(TouchKind(name: words[0])), at: at,
                    staff: token.staff, link: words[2].contains("/") ? token.link : nil,
                    token: isTold ? nil : token, verdict: verdicts.first ?? .human,
                    recordedAt: try Self.word(after: "recorded", words).map {
                        try Self.time($0)
                    } ?? at,
                    belonging: words.contains("passing") ? .order : .customer,
                    origin: words.contains("contact") ? .contact : .customer)
            ))
    }

    private static func token(_ words: [String]) throws -> TokenEvidence {
        if let rejection = TokenRejection(name: words[0]) { return .rejected(rejection) }
        let claim = try claim(words[0], issued: word(after: "issued", words) ?? "0")
        return .verified(claim, rejection: words.contains("retired") ? .retiredKey : nil)
    }

    /// `1001/7`, `1001` (link 7); `issued` in days relative to T.
    static func claim(_ word: String, issued: String = "0") throws -> TokenClaim {
        let parts = word.split(separator: "/").map(String.init)
        let day = TestDirectory.calendar.day(of: paidAt)
            .advanced(by: try #require(Int(issued)))
        return TokenClaim(
            slot: KeySlot(unchecked: 0), staff: try staff(parts[0]),
            link: LinkNumber(unchecked: try #require(UInt32(parts.count > 1 ? parts[1] : "7"))),
            issued: try #require(IssueDay(day)))
    }

    static func staff(_ word: String) throws -> StaffNumber {
        StaffNumber(unchecked: try #require(UInt32(word)))
    }

    /// What follows a word of a line.
    static func word(after word: String, _ words: [String]) -> String? {
        words.firstIndex(of: word).map { words[$0 + 1] }
    }

    /// `T`, `T-7d`, `T-7d+1ms`.
    static func time(_ word: String) throws -> Timestamp {
        var rest = word.dropFirst()
        var time = paidAt
        while let sign = rest.first {
            let end = rest.dropFirst().firstIndex { $0 == "+" || $0 == "-" } ?? rest.endIndex
            let length = try length(String(rest[..<end].dropFirst()))
            time = time.advanced(by: Milliseconds(sign == "-" ? -length.value : length.value))
            rest = rest[end...]
        }
        return time
    }

    /// `7d`, `1ms`.
    static func length(_ word: String) throws -> Milliseconds {
        guard word.hasSuffix("ms") else { return try #require(Duration(word)).length }
        return Milliseconds(try #require(Int64(word.dropLast(2))))
    }
}
