import MeritCore
import MeritToken
import SeededRandom
import Testing

@Suite("Staff token")
struct StaffTokenTests {
    @Test(
        "signing a published claim gives the published text and bytes",
        arguments: Vectors.all.accept)
    func signs(_ vector: Vectors.Accepted) throws {
        let claim = try vector.claim()
        let ring = try Vectors.ring(active: claim.slot.value)
        let token = try ring.sign(
            staff: claim.staff, link: claim.link, issued: claim.issued, today: claim.issued)
        #expect(token.text == vector.token)
        #expect(Hex.encode(token.bytes) == vector.bytes)
        #expect(token.claim == claim)
        #expect(token.claim.signedBytes == Array(token.bytes.prefix(10)))
    }

    @Test("a published token verifies and says what was signed", arguments: Vectors.all.accept)
    func accepts(_ vector: Vectors.Accepted) throws {
        let verdict = try Vectors.ring().verify(vector.token)
        #expect(verdict == .verified(try vector.claim()))
    }

    @Test("a published false token is rejected for its reason", arguments: Vectors.all.reject)
    func rejects(_ vector: Vectors.Rejected) throws {
        let rejection = try #require(TokenRejection(name: vector.rejection))
        #expect(try Vectors.ring().verify(vector.token) == .rejected(rejection, nil))
    }

    @Test("no single character of a token can be changed to any other byte")
    func everyCharacter() throws {
        let ring = try Vectors.ring()
        for vector in Vectors.all.accept {
            let text = Array(vector.token.utf8)
            for index in text.indices {
                for byte in UInt8.min...UInt8.max where byte != text[index] {
                    var changed = text
                    changed[index] = byte
                    guard case .rejected(_, nil) = ring.verify(changed) else {
                        Issue.record("\(changed) passes for \(vector.token)")
                        continue
                    }
                }
            }
        }
    }

    @Test("every length but 30 is malformed", arguments: (0...80).filter { $0 != 30 })
    func everyLength(_ length: Int) throws {
        let text = Vectors.all.accept.map(\.token).joined().prefix(length)
        #expect(try Vectors.ring().verify(String(text)) == .rejected(.malformed, nil))
    }

    @Test("every bit of the 22 bytes counts")
    func everyBit() throws {
        let ring = try Vectors.ring()
        for vector in Vectors.all.accept {
            let bytes = try #require(Hex.decode(vector.bytes))
            for bit in 0..<176 {
                var changed = bytes
                changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
                let expected: TokenRejection =
                    switch bit {
                    case 0..<4: .unsupportedVersion
                    case 4..<8 where ring[KeySlot(unchecked: changed[0])] == nil: .unknownKey
                    default: .forged
                    }
                #expect(ring.verify(spelling(changed)) == .rejected(expected, nil), "bit \(bit)")
            }
        }
    }

    @Test("every version but 1 is unsupported, before the key is looked for", arguments: 0...15)
    func everyVersion(_ version: Int) throws {
        for slot in 0...15 {
            var bytes = [UInt8](repeating: 3, count: 22)
            bytes[0] = UInt8(version << 4 | slot)
            let verdict = try Vectors.ring().verify(spelling(bytes))
            let isKnown = [0, 1, 15].contains(slot)
            let expected: TokenRejection =
                version != 1 ? .unsupportedVersion : isKnown ? .forged : .unknownKey
            #expect(verdict == .rejected(expected, nil))
        }
    }

    @Test("a group at its bound is malformed, one below is not")
    func bounds() throws {
        let ring = try Vectors.ring()
        // 2⁵⁸−1 and 2⁵⁹−1 as ten base-62 digits, then the bounds themselves.
        let top = spelling([UInt8](repeating: 0xff, count: 22))
        #expect(ring.verify(top) == .rejected(.unsupportedVersion, nil))
        for group in 0..<3 {
            var text = Array(top.utf8)
            text[group * 10 + 9] += 1
            #expect(ring.verify(text) == .rejected(.malformed, nil), "group \(group)")
        }
        #expect(ring.verify(String(repeating: "z", count: 30)) == .rejected(.malformed, nil))
    }

    @Test("a token is never read past its text, nor from bytes that only look like it")
    func hostileText() throws {
        let ring = try Vectors.ring()
        let token = Vectors.all.accept[1].token
        for text in [" " + token, token + " ", token + "\0", "\u{FEFF}" + token, token + "%"] {
            #expect(ring.verify(text) == .rejected(.malformed, nil))
        }
        #expect(ring.verify(String(token.dropLast()) + "é") == .rejected(.malformed, nil))
    }

    @Test("text and bytes of random tokens read back as they were signed")
    func roundTrip() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        let ring = try Vectors.ring(active: 15)
        for _ in 0..<2_000 {
            let staff = StaffNumber(
                unchecked: .random(in: 1...StaffNumber.max.value, using: &random))
            let link = LinkNumber(unchecked: .random(in: 1 ... .max, using: &random))
            let issued = IssueDay(.random(in: .min ... .max, using: &random))
            let token = try ring.sign(staff: staff, link: link, issued: issued, today: issued)
            let claim = TokenClaim(
                slot: KeySlot(unchecked: 15), staff: staff, link: link, issued: issued)
            #expect(ring.verify(token.text) == .verified(claim), "seed \(seed)")
            #expect(spelling(token.bytes) == token.text, "seed \(seed)")
        }
    }

    /// The text of any 22 bytes, computed the slow way: one big number, divided digit by digit.
    private func spelling(_ bytes: [UInt8]) -> String {
        let bits = bytes.flatMap { byte in (0..<8).map { byte >> (7 - UInt8($0)) & 1 } }
        let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
        var text = ""
        for range in [0..<58, 58..<117, 117..<176] {
            var value = bits[range].reduce(UInt64(0)) { $0 << 1 | UInt64($1) }
            var group = ""
            for _ in 0..<10 {
                group = String(alphabet[Int(value % 62)]) + group
                value /= 62
            }
            text += group
        }
        return text
    }
}
