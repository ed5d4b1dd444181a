import MeritCore
import MeritCrypto
import MeritIdentity
import SeededRandom
import Testing

@Suite("Signed identity")
struct IdentityVerifierTests {
    let secret = "misec_AQIDBAUGBwgJCgsMDQ4PEBESExQVFhcYGRobHB0eHyA="
    /// Made once with Python's `hmac` and `base64`, apart from this code: signed for the shop
    /// `mall`, issued at 1 795 000 000, for an hour, with a unionid, a phone, and bound to a
    /// visitor.
    let token =
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6Im1hbGwifQ."
        + "eyJpc3MiOiJtYWxsIiwiYXVkIjoibWVyaXQtaWRlbnRpdHkiLCJpYXQiOjE3OTUwMDAwMDAsImV4cCI6MTc5NTAw"
        + "MzYwMCwiaWRzIjp7InVuaW9uaWQiOiJvNl9ibWFzZGFzZHNhZDZfMnNnVnQ3aE1aT1BmTCIsInBob25lIjoiMTM4"
        + "IDAwMTMgODAwMCJ9LCJ2aXNpdG9yIjoiQWJDZEVmR2hJaktsTW5PcFFyU3RVdyJ9."
        + "U79uEXt26ZGXscKzdChx-NEtJkmOojfzPdxJx-9tuek"
    let now = Timestamp(milliseconds: 1_795_000_000_000)
    let touch = TouchBinding(clickID: nil, visitor: "AbCdEfGhIjKlMnOpQrStUw")
    let header = #"{"alg":"HS256","typ":"JWT","kid":"mall"}"#

    private func hasher() throws -> AliasHasher {
        try #require(
            AliasHasher(
                pseudonymKey: Array(0x80...0x9f), mainAppID: nil, mainCorpID: nil))
    }

    private func verifier() throws -> IdentityVerifier {
        let secret = try #require(IdentitySecret(secret))
        let mall = try #require(ShopName("mall"))
        let bare = try #require(ShopName("bare"))
        return IdentityVerifier(secrets: [mall: [secret], bare: []], hasher: try hasher())
    }

    private func claims(
        iss: String = #""mall""#, aud: String = #""merit-identity""#, iat: String = "1795000000",
        exp: String = "1795003600", ids: String = #"{"unionid":"o1x"}"#, more: String = ""
    ) -> String {
        #"{"iss":\#(iss),"aud":\#(aud),"iat":\#(iat),"exp":\#(exp),"ids":\#(ids)\#(more)}"#
    }

    /// A token of any header and claims, rightly signed.
    private func signed(_ header: String, _ claims: String) throws -> String {
        let parts = [header, claims].map { Base64.encode($0.utf8, as: .url) }
        return try resigned(parts.joined(separator: "."))
    }

    private func resigned(_ signed: String) throws -> String {
        let key = HMACKey(try #require(IdentitySecret(secret)).bytes)
        return signed + "." + Base64.encode(key.tag(signed.utf8).bytes, as: .url)
    }

    private func refusal(
        _ token: String, now: Timestamp? = nil, touch: TouchBinding? = nil
    ) throws -> IdentityRefusal? {
        let result = try verifier().verify(
            token, now: now ?? self.now, touch: touch ?? self.touch)
        guard case .failure(let refusal) = result else { return nil }
        return refusal
    }

    private func seconds(_ offset: Int64) -> Timestamp { now.advanced(by: .seconds(offset)) }

    // MARK: What is believed

    @Test("a token made elsewhere verifies and gives its aliases")
    func foreignToken() throws {
        let identity = try verifier().verify(token, now: now, touch: touch).get()
        let unionid = try hasher().alias(
            kind: .unionid, value: "o6_bmasdasdsad6_2sgVt7hMZOPfL", shop: nil)
        let phone = try hasher().alias(kind: .phone, value: "+8613800138000", shop: nil)
        #expect(identity.aliases.map { AliasOutcome.alias($0) } == [unionid, phone])
        #expect(identity.shop.value == "mall")
        #expect(identity.ignored == 0)
    }

    @Test("what our own statement signs verifies, members in their shop's namespace")
    func ownStatement() throws {
        let mall = try #require(ShopName("mall"))
        let statement = IdentityStatement(
            shop: mall, issuedAt: now, expires: seconds(600),
            ids: [.member: "M-1", .phone: "138****8000", .openid: "wx1:o1"],
            touch: TouchBinding(clickID: "000008M0kXSsxFFZRx1P", visitor: nil))
        let token = try #require(IdentitySecret(secret)).sign(statement)
        let touch = TouchBinding(clickID: "000008M0kXSsxFFZRx1P", visitor: "v")
        let identity = try verifier().verify(token, now: now, touch: touch).get()
        let member = try hasher().alias(kind: .member, value: "M-1", shop: mall)
        #expect(identity.aliases.contains { .alias($0) == member })
        #expect(identity.aliases.count == 2)
        #expect(identity.ignored == 1)
    }

    @Test("the header's members may stand in any order, and ids may be empty")
    func tolerated() throws {
        let reordered = #"{"kid":"mall", "typ":"JWT", "alg":"HS256"}"#
        #expect(try refusal(signed(reordered, claims())) == nil)
        #expect(try refusal(signed(header, claims(ids: "{}"))) == nil)
    }

    // MARK: What is not

    @Test("no character of a token can be changed, left out or put in")
    func tampering() throws {
        let text = Array(token.utf8)
        for index in text.indices {
            var changed = text
            changed[index] = changed[index] == 0x41 ? 0x42 : 0x41
            #expect(try refusal(String(decoding: changed, as: UTF8.self)) != nil, "\(index)")
            changed.remove(at: index)
            #expect(try refusal(String(decoding: changed, as: UTF8.self)) != nil, "\(index)")
        }
    }

    @Test("a token is three parts of canonical base64url")
    func form() throws {
        let parts = token.split(separator: ".")
        for text in [
            "", ".", "..", "...", parts[0] + "." + parts[1], token + ".", "." + token,
            token + "=", token.replacing("-", with: "+"), token + " ", "é" + token,
        ] {
            #expect(try refusal(String(text)) == .malformed, "\(text)")
        }
        // `k` and `l` decode to the same 32 bytes; only `k` is canonical.
        #expect(token.hasSuffix("k"))
        #expect(try refusal(token.dropLast() + "l") == .malformed)
        let nonCanonical = try resigned(
            Base64.encode(header.utf8, as: .url) + "==." + parts[1])
        #expect(try refusal(nonCanonical) == .malformed)
    }

    @Test("4 096 bytes are read, one more is not")
    func length() throws {
        func padded(_ count: Int) throws -> String {
            let id = String(repeating: "xy", count: count)
            return try signed(header, claims(ids: #"{"unionid":"\#(id)"}"#))
        }
        let tokens = try (1_300...1_600).map { try padded($0) }
        let longest = try #require(tokens.last { $0.utf8.count <= 4_096 })
        let next = try #require(tokens.first { $0.utf8.count > 4_096 })
        #expect(try refusal(longest) == .idValue)
        #expect(try refusal(next) == .tooLong)
        #expect(try refusal(String(repeating: "a", count: 4_097)) == .tooLong)
    }

    @Test(
        "a header is exactly alg HS256, typ JWT and a known shop",
        arguments: [
            (#"{"alg":"none","typ":"JWT","kid":"mall"}"#, IdentityRefusal.header),
            (#"{"alg":"hs256","typ":"JWT","kid":"mall"}"#, .header),
            (#"{"alg":"HS512","typ":"JWT","kid":"mall"}"#, .header),
            (#"{"alg":"HS256","typ":"jwt","kid":"mall"}"#, .header),
            (#"{"alg":"HS256","typ":"JWT"}"#, .header),
            (#"{"alg":"HS256","kid":"mall"}"#, .header),
            (#"{"alg":"HS256","typ":"JWT","kid":"mall","crit":[]}"#, .header),
            (#"{"alg":"HS256","typ":"JWT","kid":7}"#, .header),
            (#"{"alg":null,"typ":"JWT","kid":"mall"}"#, .header),
            ("[]", .header), (#""mall""#, .header),
            (#"{"alg":"HS256","typ":"JWT","kid":"mall","kid":"mall"}"#, .malformed),
            (#"{"alg":"HS256","typ":"JWT","kid":"mall"}x"#, .malformed), ("", .malformed),
            (#"{"alg":"HS256","typ":"JWT","kid":"outlet"}"#, .unknownShop),
            (#"{"alg":"HS256","typ":"JWT","kid":"bare"}"#, .unknownShop),
            (#"{"alg":"HS256","typ":"JWT","kid":""}"#, .unknownShop),
            (#"{"alg":"HS256","typ":"JWT","kid":"Mall"}"#, .unknownShop),
        ])
    func headers(_ header: String, _ expected: IdentityRefusal) throws {
        #expect(try refusal(signed(header, claims())) == expected)
    }

    @Test("another secret, no signature or half of one is refused")
    func signature() throws {
        let unsigned = String(token.prefix { $0 != "." }) + "." + token.split(separator: ".")[1]
        #expect(try refusal(unsigned + ".") == .signature)
        let key = HMACKey([UInt8](repeating: 1, count: 32))
        let tag = key.tag(unsigned.utf8).bytes
        #expect(try refusal(unsigned + "." + Base64.encode(tag, as: .url)) == .signature)
        let right = HMACKey(try #require(IdentitySecret(secret)).bytes).tag(unsigned.utf8).bytes
        let half = Base64.encode(right.prefix(16), as: .url)
        #expect(try refusal(unsigned + "." + half) == .signature)
    }

    @Test("claims are all there, of their types, once, and no others")
    func claimShapes() throws {
        for faulty in [
            "", "[]", "{}", claims() + "x", claims(more: #","nbf":1"#),
            claims(more: #","sub":"x""#),
            claims(more: #","iss":"mall""#), claims(more: #","click_id":null"#),
            claims(more: #","visitor":7"#), claims(iss: "7"), claims(aud: #"["merit-identity"]"#),
            claims(iat: #""1795000000""#), claims(iat: "1795000000.0"), claims(exp: "1.795e9"),
            claims(iat: "-1"), claims(exp: "99999999999999999999"), claims(ids: "[]"),
            claims(ids: "null"), claims(ids: #"{"unionid":7}"#), claims(ids: #"{"unionid":null}"#),
            claims(ids: #"{"unionid":"a1","unionid":"a1"}"#), claims(ids: #"{"unionid":["a1"]}"#),
        ] {
            #expect(try refusal(signed(header, faulty)) == .claims, "\(faulty)")
        }
        for missing in ["iss", "aud", "iat", "exp", "ids"] {
            let renamed = claims().replacing("\"\(missing)\"", with: "\"x\"")
            #expect(try refusal(signed(header, renamed)) == .claims, "\(missing)")
        }
    }

    @Test("issuer and audience are exactly the shop and ours")
    func issuerAndAudience() throws {
        #expect(try refusal(signed(header, claims(iss: #""outlet""#))) == .issuer)
        #expect(try refusal(signed(header, claims(iss: #""""#))) == .issuer)
        for audience in ["merit", "merit-identity ", "Merit-Identity", ""] {
            let claims = claims(aud: "\"\(audience)\"")
            #expect(try refusal(signed(header, claims)) == .audience)
        }
    }

    @Test("an identity holds for an hour at most, and for no less than nothing")
    func lifetime() throws {
        #expect(try refusal(signed(header, claims(exp: "1795003601"))) == .lifetime)
        #expect(try refusal(signed(header, claims(exp: "1794999999"))) == .lifetime)
        #expect(try refusal(signed(header, claims(exp: "1795000000"))) == nil)
    }

    @Test("clocks may differ by 60 s, not by more")
    func leeway() throws {
        #expect(try refusal(token, now: seconds(-60)) == nil)
        let before = Timestamp(milliseconds: seconds(-60).milliseconds - 1)
        #expect(try refusal(token, now: before) == .notYetValid)
        let last = Timestamp(milliseconds: seconds(3_660).milliseconds - 1)
        #expect(try refusal(token, now: last) == nil)
        #expect(try refusal(token, now: seconds(3_660)) == .expired)
    }

    @Test("a token that names a touch is good for that touch alone")
    func binding() throws {
        let click = "000008M0kXSsxFFZRx1P"
        let visitor = "AbCdEfGhIjKlMnOpQrStUw"
        for (name, right) in [("click_id", click), ("visitor", visitor)] {
            let token = try signed(header, claims(more: #","\#(name)":"\#(right)""#))
            func touch(_ value: String?) -> TouchBinding {
                name == "visitor"
                    ? TouchBinding(clickID: click, visitor: value)
                    : TouchBinding(clickID: value, visitor: visitor)
            }
            #expect(try refusal(token, touch: touch(right)) == nil)
            for other in [nil, "", right + "x", String(right.dropLast())] {
                #expect(try refusal(token, touch: touch(other)) == .otherTouch)
            }
        }
        // Without them it is good for any touch.
        let free = try signed(header, claims())
        #expect(try refusal(free, touch: TouchBinding(clickID: click, visitor: "x")) == nil)
    }

    @Test("ids are of our kinds but a click, and of their shape; one bad one spoils all")
    func ids() throws {
        for kind in ["click", "email", "Unionid", "unionid ", "", "union_id"] {
            let claims = claims(ids: #"{"phone":"13800138000","\#(kind)":"x1"}"#)
            #expect(try refusal(signed(header, claims)) == .idKind, "\(kind)")
        }
        for id in [#""phone":"12345""#, #""unionid":"a b""#, #""member":"\u0000x""#] {
            let claims = claims(ids: "{\(id)}")
            #expect(try refusal(signed(header, claims)) == .idValue, "\(id)")
        }
    }

    @Test("either of a shop's secrets will do while one is replaced")
    func severalSecrets() throws {
        var random = SplitMix(seed: 5)
        let mall = try #require(ShopName("mall"))
        let old = try #require(IdentitySecret(secret))
        let verifier = IdentityVerifier(
            secrets: [mall: [IdentitySecret(using: &random), old]], hasher: try hasher())
        #expect(throws: Never.self) { try verifier.verify(token, now: now, touch: touch).get() }
    }
}
