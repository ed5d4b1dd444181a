/// Groups of ten base-62 digits, most significant first: `0–9`, `A–Z`, `a–z`.
///
/// Ten digits hold less than 2⁶⁰, so reading a group cannot overflow.
enum Base62 {
    static let groupDigits = 10

    /// The group that starts at `offset`; nil for a character outside the alphabet and for a value
    /// at or above `bound`. `text` must hold ten bytes from there.
    static func group(_ text: Span<UInt8>, at offset: Int, below bound: UInt64) -> UInt64? {
        var value: UInt64 = 0
        for index in offset..<offset + groupDigits {
            guard let digit = digit(text[index]) else { return nil }
            value = value * 62 + digit
        }
        return value < bound ? value : nil
    }

    /// Writes `value`, below 62¹⁰, as ten digits from `offset` on.
    static func write(_ value: UInt64, to text: inout MutableSpan<UInt8>, at offset: Int) {
        var rest = value
        for index in stride(from: offset + groupDigits - 1, through: offset, by: -1) {
            text[index] = character(UInt8(truncatingIfNeeded: rest % 62))
            rest /= 62
        }
    }

    private static func digit(_ character: UInt8) -> UInt64? {
        switch character {
        case 0x30...0x39: UInt64(character - 0x30)
        case 0x41...0x5a: UInt64(character - 0x41 + 10)
        case 0x61...0x7a: UInt64(character - 0x61 + 36)
        default: nil
        }
    }

    private static func character(_ digit: UInt8) -> UInt8 {
        switch digit {
        case 0..<10: 0x30 + digit
        case 10..<36: 0x41 + digit - 10
        default: 0x61 + digit - 36
        }
    }
}
