import MeritCore
import MeritToken
import Testing

@Suite("Click id")
struct ClickIDTests {
    /// Computed once with Python, apart from this code:
    ///
    ///     place = node << 49 | sequence
    ///     signed = bytes([0x10 | slot]) + staff (3 bytes) + link (4) + day (2), big-endian
    ///     tag = hmac.new(key, b"merit.click-id.v1\0" + run + place.to_bytes(8, "big") + signed,
    ///                    "sha256").digest()
    ///     text = base62(place, 10) + base62(int.from_bytes(tag, "big") >> 197, 10)
    ///
    /// with the key bytes 0x40 … 0x5f.
    struct Vector: Sendable, CustomTestStringConvertible {
        let node: UInt16
        let sequence: UInt64
        let run: RunID
        let claim: TokenClaim
        let text: String
        var testDescription: String { text }
    }

    static let vectors = [
        Vector(
            node: 0, sequence: 1, run: RunID(high: 0, low: 0),
            claim: claim(0, 1, 1, 0), text: "0000000001XPBKcigdbG"),
        Vector(
            node: 0, sequence: 123_456_789,
            run: RunID(high: 0x0001_0203_0405_0607, low: 0x0809_0a0b_0c0d_0e0f),
            claim: claim(0, 1_001, 7, 2_516), text: "000008M0kXSsxFFZRx1P"),
        Vector(
            node: 1_023, sequence: Sequence.bound - 1, run: RunID(high: .max, low: .max),
            claim: claim(15, StaffNumber.max.value, .max, .max), text: "gaCAoPNZQF03GXq9pO9m"),
    ]

    private static func claim(
        _ slot: UInt8, _ staff: UInt32, _ link: UInt32, _ day: UInt16
    ) -> TokenClaim {
        TokenClaim(
            slot: KeySlot(unchecked: slot), staff: StaffNumber(unchecked: staff),
            link: LinkNumber(unchecked: link), issued: IssueDay(day))
    }

    private func key() throws -> ClickKey { try #require(ClickKey(Array(0x40...0x5f))) }

    @Test("a click's id is the one computed elsewhere", arguments: vectors)
    func vector(_ vector: Vector) throws {
        let id = try key().clickID(
            node: NodeNumber(unchecked: vector.node), sequence: Sequence(vector.sequence),
            run: vector.run, claim: vector.claim)
        #expect(id.text == vector.text)
        let read = try #require(ClickID(vector.text))
        #expect(read == id)
        #expect(read.node.value == vector.node)
        #expect(read.sequence.value == vector.sequence)
        #expect(try key().verify(read, run: vector.run, claim: vector.claim))
    }

    @Test("no single character of an id can be changed")
    func everyCharacter() throws {
        let key = try key()
        for vector in Self.vectors {
            let text = Array(vector.text.utf8)
            for index in text.indices {
                for byte in UInt8.min...UInt8.max where byte != text[index] {
                    var changed = text
                    changed[index] = byte
                    guard let id = ClickID(changed.span) else { continue }
                    #expect(!key.verify(id, run: vector.run, claim: vector.claim))
                }
            }
        }
    }

    @Test("an id holds for its run, its token and its key alone")
    func bound() throws {
        let vector = Self.vectors[1]
        let id = try #require(ClickID(vector.text))
        let key = try key()
        let run = vector.run
        #expect(!key.verify(id, run: RunID(high: run.high ^ 1, low: run.low), claim: vector.claim))
        #expect(!key.verify(id, run: RunID(high: run.high, low: run.low ^ 1), claim: vector.claim))
        for claim in [
            Self.claim(1, 1_001, 7, 2_516), Self.claim(0, 1_002, 7, 2_516),
            Self.claim(0, 1_001, 8, 2_516), Self.claim(0, 1_001, 7, 2_517),
        ] {
            #expect(!key.verify(id, run: run, claim: claim))
        }
        let other = try #require(ClickKey([UInt8](repeating: 1, count: 32)))
        #expect(!other.verify(id, run: run, claim: vector.claim))
    }

    @Test("only 20 characters of the alphabet, each group below its bound, are an id")
    func malformed() {
        let text = Self.vectors[2].text
        for length in 0...60 where length != 20 {
            #expect(ClickID(String((text + text + text).prefix(length))) == nil)
        }
        #expect(ClickID("gaCAoPNZQG0000000000") == nil)
        #expect(ClickID("0000000000gaCAoPNZQG") == nil)
        #expect(ClickID("0000000000gaCAoPNZQF") != nil)
        #expect(ClickID("000008M0kX-sxFFZRx1P") == nil)
        #expect(ClickID("zzzzzzzzzzzzzzzzzzzz") == nil)
    }

    @Test("a click key is 32 bytes", arguments: [0, 31, 33])
    func keyLength(_ count: Int) {
        #expect(ClickKey([UInt8](repeating: 0, count: count)) == nil)
    }
}
