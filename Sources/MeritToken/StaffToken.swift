package import MeritCore

/// A staff token: 22 bytes, written as exactly 30 characters of `[0-9A-Za-z]`, so that it fits
/// every place that carries one. A value of this type is well formed; only a `KeyRing` knows if it
/// is true.
///
/// The text is the 176 bits in groups of 58, 59 and 59, each as ten base-62 digits. A group at or
/// above its bound is refused, so one token has one spelling.
package struct StaffToken: Hashable, Sendable, CustomStringConvertible {
    /// What the token says; not to be believed before a key ring has verified it.
    package let claim: TokenClaim
    /// The first 12 bytes of the HMAC: eight, then four.
    let tagHigh: UInt64
    let tagLow: UInt32

    package static let characterCount = 30
    package static let byteCount = 22

    init(claim: TokenClaim, tag: Digest) {
        self.claim = claim
        tagHigh = tag.first
        tagLow = UInt32(truncatingIfNeeded: tag.second >> 32)
    }

    /// Reads a token without an allocation. Throws `malformed` for a wrong length, a character
    /// outside the alphabet or a group at its bound, and `unsupportedVersion` for any version but
    /// 1.
    package init(_ text: Span<UInt8>) throws(TokenRejection) {
        guard text.count == Self.characterCount,
            let first = Base62.group(text, at: 0, below: 1 << 58),
            let second = Base62.group(text, at: 10, below: 1 << 59),
            let third = Base62.group(text, at: 20, below: 1 << 59)
        else { throw .malformed }
        // Of the 176 bits the upper 80 are the claim and the lower 96 the tag: the boundary lies in
        // the second group, 22 bits below its top.
        let signed = UInt128(first) << 22 | UInt128(second >> 37)
        guard signed >> 76 == UInt128(TokenClaim.version) else { throw .unsupportedVersion }
        let tag = UInt128(second & (1 << 37 - 1)) << 59 | UInt128(third)
        claim = TokenClaim(signed: signed)
        tagHigh = UInt64(truncatingIfNeeded: tag >> 32)
        tagLow = UInt32(truncatingIfNeeded: tag)
    }

    /// The 30 characters as ASCII, on the stack.
    package var characters: InlineArray<30, UInt8> {
        let signed = claim.signed
        let tag = UInt128(tagHigh) << 32 | UInt128(tagLow)
        let second = (signed & (1 << 22 - 1)) << 37 | tag >> 59
        var characters = InlineArray<30, UInt8>(repeating: 0)
        var span = characters.mutableSpan
        Base62.write(UInt64(signed >> 22), to: &span, at: 0)
        Base62.write(UInt64(second), to: &span, at: 10)
        Base62.write(UInt64(tag & (1 << 59 - 1)), to: &span, at: 20)
        return characters
    }

    /// The 30 characters.
    package var text: String {
        let characters = characters
        return String(decoding: characters.indices.map { characters[$0] }, as: UTF8.self)
    }

    package var description: String { text }

    /// The 22 bytes: the ten that are signed, then the tag.
    package var bytes: [UInt8] {
        var writer = ByteWriter(reserving: Self.byteCount)
        writer.write(raw: claim.signedBytes)
        writer.write(fixed: tagHigh)
        writer.write(fixed: tagLow)
        return writer.bytes
    }

    /// The tag's 12 bytes, on the stack.
    var tagInline: InlineArray<12, UInt8> {
        var bytes = InlineArray<12, UInt8>(repeating: 0)
        var span = bytes.mutableSpan
        span.write(tagHigh, at: 0)
        span.write(tagLow, at: 8)
        return bytes
    }
}
