/// Base64 (RFC 4648): one spelling for every sequence of bytes, and nothing else accepted.
public enum Base64 {
    /// Which alphabet, and whether `=` fills the last group.
    public enum Variant: Sendable {
        /// Section 4: `+` and `/`, padded to whole groups of four.
        case standard
        /// Section 5: `-` and `_`, without padding.
        case url
    }

    /// What to do about the last character's bits that no byte uses.
    public enum SpareBits: Sendable {
        /// They must be zero: one spelling only.
        case zero
        /// They are cut off: some issuers hand out keys whose last character is drawn like the
        /// rest.
        case ignored
    }

    public static func encode(
        _ bytes: some Collection<UInt8>, as variant: Variant = .standard
    ) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            bitCount += 8
            while bitCount >= 6 {
                bitCount -= 6
                text.append(character(bits >> bitCount & 63, variant))
            }
        }
        if bitCount > 0 { text.append(character(bits << (6 - bitCount) & 63, variant)) }
        if variant == .standard {
            while text.count % 4 != 0 { text.append(padding) }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Nil for a length, a character or a padding that the variant does not have.
    public static func decode(
        utf8 text: some Collection<UInt8>, as variant: Variant = .standard,
        spareBits: SpareBits = .zero
    ) -> [UInt8]? {
        guard let digits = unpadded(text, variant), digits.count % 4 != 1 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(digits.count * 3 / 4)
        var bits: UInt32 = 0
        var bitCount: UInt32 = 0
        for digit in digits {
            guard let value = value(digit, variant) else { return nil }
            bits = bits << 6 | value
            bitCount += 6
            if bitCount >= 8 {
                bitCount -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> bitCount))
            }
        }
        let spare = bits & (1 << bitCount - 1)
        guard spareBits == .ignored || spare == 0 else { return nil }
        return bytes
    }

    /// Nil for a length, a character or a padding that the variant does not have.
    public static func decode(
        _ text: some StringProtocol, as variant: Variant = .standard, spareBits: SpareBits = .zero
    ) -> [UInt8]? {
        decode(utf8: text.utf8, as: variant, spareBits: spareBits)
    }

    /// The six bits that `character` of the URL alphabet stands for; nil for any other.
    public static func urlValue(_ character: UInt8) -> UInt32? { value(character, .url) }

    /// The character of the URL alphabet for the lowest six bits of `value`.
    public static func urlCharacter(_ value: UInt32) -> UInt8 { character(value & 63, .url) }

    private static let padding: UInt8 = 0x3d

    /// The characters before the padding; nil where the padding is not the variant's.
    private static func unpadded<Text: Collection<UInt8>>(
        _ text: Text, _ variant: Variant
    ) -> Text.SubSequence? {
        guard variant == .standard else { return text[...] }
        let count = text.count
        guard count % 4 == 0 else { return nil }
        guard text.suffix(1).first == padding else { return text[...] }
        let isDouble = text.suffix(2).first == padding
        return text.prefix(count - (isDouble ? 2 : 1))
    }

    private static func character(_ value: UInt32, _ variant: Variant) -> UInt8 {
        let value = UInt8(truncatingIfNeeded: value)
        switch value {
        case 0..<26: return 0x41 + value
        case 26..<52: return 0x61 + value - 26
        case 52..<62: return 0x30 + value - 52
        case 62: return variant == .standard ? 0x2b : 0x2d
        default: return variant == .standard ? 0x2f : 0x5f
        }
    }

    private static func value(_ character: UInt8, _ variant: Variant) -> UInt32? {
        switch (character, variant) {
        case (0x41...0x5a, _): UInt32(character - 0x41)
        case (0x61...0x7a, _): UInt32(character - 0x61 + 26)
        case (0x30...0x39, _): UInt32(character - 0x30 + 52)
        case (0x2b, .standard), (0x2d, .url): 62
        case (0x2f, .standard), (0x5f, .url): 63
        default: nil
        }
    }
}
