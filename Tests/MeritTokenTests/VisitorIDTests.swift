import Foundation
import MeritToken
import SeededRandom
import Testing

@Suite("Visitor")
struct VisitorIDTests {
    @Test("the text is base64url without padding, as Foundation spells it")
    func spelling() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        for _ in 0..<1_000 {
            let visitor = VisitorID(using: &random)
            let bytes = [visitor.high, visitor.low].flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * UInt64($0))) }
            }
            let expected = Data(bytes).base64EncodedString()
                .replacing("+", with: "-").replacing("/", with: "_").prefix(22)
            #expect(visitor.text == expected, "seed \(seed)")
            #expect(VisitorID(visitor.text) == visitor, "seed \(seed)")
        }
    }

    @Test("only the canonical spelling is a visitor: the last character has four zero bits")
    func canonical() {
        let head = String(repeating: "A", count: 21)
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        let accepted = alphabet.filter { VisitorID(head + String($0)) != nil }
        #expect(accepted == "AQgw")
        #expect(VisitorID(head + "Q")?.low == 1)
    }

    @Test("another length or alphabet is no visitor")
    func malformed() {
        let text = "AbCdEfGhIjKlMnOpQrStUw"
        #expect(VisitorID(text) != nil)
        for length in 0...60 where length != 22 {
            #expect(VisitorID(String((text + text + text).prefix(length))) == nil)
        }
        for character in ["=", "+", "/", " ", ".", "*", "\0"] {
            #expect(VisitorID(character + text.dropFirst()) == nil)
        }
        #expect(VisitorID(text + "==") == nil)
    }

    @Test("two visitors are two")
    func drawn() {
        var random = SplitMix(seed: 1)
        let first = VisitorID(using: &random)
        #expect(first != VisitorID(using: &random))
        #expect(first.high != first.low)
    }
}
