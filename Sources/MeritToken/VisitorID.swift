import MeritCore
import MeritCrypto

/// Who a browser is on the redirect's host (cookie `mv`): 16 random bytes, written as 22 characters
/// of base64url in their one canonical spelling. Unguessable, so nobody can name somebody else's.
package struct VisitorID: Hashable, Sendable, CustomStringConvertible {
    package let high: UInt64
    package let low: UInt64

    package static let characterCount = 22

    package init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// A new visitor. `generator` must be unpredictable.
    package init(using generator: inout some RandomNumberGenerator) {
        high = generator.next()
        low = generator.next()
    }

    /// Nil for every text but the canonical spelling of 16 bytes. No allocation.
    package init?(_ text: Span<UInt8>) {
        guard text.count == Self.characterCount else { return nil }
        // 22 characters carry 132 bits: the last four must be zero.
        var bits: UInt128 = 0
        for index in 0..<Self.characterCount - 1 {
            guard let value = Base64.urlValue(text[index]) else { return nil }
            bits = bits << 6 | UInt128(value)
        }
        guard let last = Base64.urlValue(text[Self.characterCount - 1]), last & 15 == 0 else {
            return nil
        }
        bits = bits << 2 | UInt128(last >> 4)
        high = UInt64(truncatingIfNeeded: bits >> 64)
        low = UInt64(truncatingIfNeeded: bits)
    }

    /// Nil for every text but the canonical spelling of 16 bytes.
    package init?(_ text: some StringProtocol) {
        guard let id = text.utf8.withSpan({ VisitorID($0) }) else { return nil }
        self = id
    }

    /// The 22 characters as ASCII, on the stack.
    package var characters: InlineArray<22, UInt8> {
        var bits = UInt128(high) << 64 | UInt128(low)
        var characters = InlineArray<22, UInt8>(repeating: 0)
        characters[21] = Base64.urlCharacter(UInt32(truncatingIfNeeded: bits & 3) << 4)
        bits >>= 2
        for index in stride(from: Self.characterCount - 2, through: 0, by: -1) {
            characters[index] = Base64.urlCharacter(UInt32(truncatingIfNeeded: bits))
            bits >>= 6
        }
        return characters
    }

    /// The 22 characters.
    package var text: String {
        let characters = characters
        return String(decoding: characters.indices.map { characters[$0] }, as: UTF8.self)
    }

    package var description: String { text }
}
