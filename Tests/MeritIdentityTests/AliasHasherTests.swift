import MeritCore
import MeritIdentity
import SeededRandom
import Testing

@Suite("Aliases")
struct AliasHasherTests {
    /// Computed once with Python, apart from this code, with the key bytes 0x80 … 0x9f:
    ///
    ///     hmac.new(key, b"merit.alias.v1\0" + kind + b"\0" + namespace + b"\0" + value,
    ///              "sha256").digest()[:16]
    struct Vector: Sendable, CustomTestStringConvertible {
        let kind: AliasKind
        let given: String
        var shop: String?
        let alias: String
        var testDescription: String { "\(kind) \(given) \(shop ?? "-")" }
    }

    static let vectors = [
        Vector(
            kind: .unionid, given: "o6_bmasdasdsad6_2sgVt7hMZOPfL",
            alias: "b1b535f279a71f5a40c0cf9ffc55df4b"),
        Vector(kind: .openid, given: "oABC-1", alias: "d5ef36191fd8309f76f1a3bf60605e05"),
        Vector(kind: .openid, given: "wxmain:oABC-1", alias: "d5ef36191fd8309f76f1a3bf60605e05"),
        Vector(
            kind: .openid, given: "wx0123456789abcdef:oABC-1",
            alias: "b51472eddf6e129af09e627c06da3dc0"),
        Vector(kind: .externalUserID, given: "wmAAAA", alias: "24930d7d48dcb3061031ee318854788c"),
        Vector(
            kind: .externalUserID, given: "wwmain:wmAAAA",
            alias: "24930d7d48dcb3061031ee318854788c"),
        Vector(
            kind: .externalUserID, given: "ww99:wmAAAA", alias: "6b44bd5f46b673456e23402aeb8d0731"),
        Vector(kind: .phone, given: "13800138000", alias: "954327c3e6f0de7284249d4ea4c9751c"),
        Vector(kind: .phone, given: "+852 2123 4567", alias: "4a819c37b2e2f873de8a5a8428549329"),
        Vector(
            kind: .member, given: "M-77", shop: "mall", alias: "9275e37ff9afdd37f5c653a75cb4c874"),
        Vector(kind: .member, given: "mall:M-77", alias: "9275e37ff9afdd37f5c653a75cb4c874"),
        Vector(
            kind: .member, given: "M-77", shop: "outlet",
            alias: "3e492c6c31eca3506566f5f386529ca5"),
        Vector(
            kind: .visitor, given: "AbCdEfGhIjKlMnOpQrStUw",
            alias: "1b99189733a1d19d736e5f4017498cfa"),
    ]

    private func hasher(key: UInt8 = 0x80) throws -> AliasHasher {
        try #require(
            AliasHasher(
                pseudonymKey: (0..<32).map { key + $0 }, mainAppID: "wxmain",
                mainCorpID: "wwmain"))
    }

    private func alias(
        _ kind: AliasKind, _ value: String, shop: String? = nil
    ) throws -> AliasOutcome {
        try hasher().alias(kind: kind, value: value, shop: shop.flatMap { ShopName($0) })
    }

    @Test("an identifier's alias is the one computed elsewhere", arguments: vectors)
    func vector(_ vector: Vector) throws {
        let bytes = try #require(Hex.decode(vector.alias))
        var reader = ByteReader([vector.kind.rawValue] + bytes)
        let expected = try reader.alias()
        #expect(try alias(vector.kind, vector.given, shop: vector.shop) == .alias(expected))
    }

    @Test("a pseudonym key is 32 bytes, and another key gives another alias")
    func keys() throws {
        #expect(AliasHasher(pseudonymKey: [1], mainAppID: nil, mainCorpID: nil) == nil)
        let other = try hasher(key: 0x81).alias(kind: .unionid, value: "oABC", shop: nil)
        #expect(try alias(.unionid, "oABC") != other)
    }

    @Test("every kind, namespace and value has an alias of its own")
    func apart() throws {
        let outcomes = try [
            alias(.unionid, "a1"), alias(.openid, "a1"), alias(.externalUserID, "a1"),
            alias(.visitor, "a1"), alias(.member, "a1", shop: "mall"),
            alias(.member, "a1", shop: "outlet"), alias(.openid, "wx2:a1"),
            alias(.openid, "wx3:a1"), alias(.unionid, "A1"), alias(.unionid, "a2"),
            alias(.unionid, "wxmain:a1"),
        ]
        #expect(Set(outcomes).count == outcomes.count)
    }

    @Test("a shop's own data needs no shop before the member; a colon there is part of the id")
    func memberInShop() throws {
        let plain = try alias(.member, "M-77", shop: "mall")
        #expect(try alias(.member, "mall:M-77", shop: "mall") != plain)
        #expect(try alias(.member, "a:b:c") == alias(.member, "b:c", shop: "a"))
        #expect(try alias(.unionid, "o1") == alias(.unionid, "o1", shop: "mall"))
    }

    @Test("a member without a shop, or under a name that no shop has, is refused")
    func memberWithoutShop() throws {
        for value in ["M-77", ":M-77", "Mall:M-77", "a b:M-77"] {
            #expect(try alias(.member, value) == .refused(.namespaceMissing))
        }
        #expect(try alias(.openid, ":o1") == .refused(.namespaceMissing))
    }

    @Test(
        "what stands for nobody is no alias, whatever the kind",
        arguments: [
            "", " ", "   ", "*", "138****8000", "o6_***", "null", "NULL", "undefined", "Undefined",
            "0", "0000", "000000000000", "xxxx", "--", "11111111111",
        ])
    func noValue(_ value: String) throws {
        for kind in AliasKind.allCases where kind != .click {
            #expect(try alias(kind, value, shop: "mall") == .ignored, "\(kind)")
        }
        #expect(try alias(.member, value) == .ignored)
        #expect(try alias(.member, "mall:" + value) == .ignored)
        #expect(try alias(.openid, "wx1:" + value) == .ignored)
    }

    @Test("what only resembles a filler counts", arguments: ["1", "00001", "nullx", "o0"])
    func value(_ value: String) throws {
        guard case .alias = try alias(.unionid, value) else {
            Issue.record("\(value) is an id")
            return
        }
    }

    @Test("an id is 1 to 128 visible ASCII characters, taken exactly")
    func ids() throws {
        let long = String(repeating: "ab", count: 64)
        guard case .alias = try alias(.unionid, long) else {
            Issue.record("128 characters are an id")
            return
        }
        for value in [long + "c", "o 1", " o1", "o1\n", "o1\0", "张三1", "o1é", "o\u{7f}1"] {
            #expect(try alias(.unionid, value) == .refused(.malformedID))
            #expect(try alias(.openid, "wx1:" + value) == .refused(.malformedID))
            #expect(try alias(.member, value, shop: "mall") == .refused(.malformedID))
        }
    }

    @Test("a click is no identifier that anybody may give")
    func click() throws {
        #expect(try alias(.click, "000008M0kXSsxFFZRx1P") == .refused(.kindNotAllowed))
    }

    @Test("the fast path gives a visitor the same alias as the slow one")
    func visitorFastPath() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        let hasher = try hasher()
        for _ in 0..<500 {
            let bytes = (0..<22).map { _ in UInt8.random(in: 0x1f...0x80, using: &random) }
            let text = String(decoding: bytes, as: UTF8.self)
            guard text.utf8.count == 22 else { continue }
            let slow = hasher.alias(kind: .visitor, value: text, shop: nil)
            let fast = hasher.visitorAlias(Array(text.utf8).span)
            #expect(fast == slow, "seed \(seed), \(bytes)")
        }
        let cookie = Array("AbCdEfGhIjKlMnOpQrStUw".utf8)
        let expected = hasher.alias(kind: .visitor, value: "AbCdEfGhIjKlMnOpQrStUw", shop: nil)
        #expect(hasher.visitorAlias(cookie.span) == expected)
        let zeros = [UInt8](repeating: 0x41, count: 22)
        #expect(hasher.visitorAlias(zeros.span) == .ignored)
        let short = Array(cookie.dropLast())
        #expect(hasher.visitorAlias(short.span) == .refused(.malformedID))
    }
}
