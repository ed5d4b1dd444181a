extension JSONWriter {
    mutating func append(_ text: String) { append(contentsOf: text.utf8) }

    mutating func append(decimal value: some FixedWidthInteger) {
        guard value != 0 else { return append(byte: 0x30) }
        if value < 0 { append(byte: UInt8(ascii: "-")) }
        // 39 digits hold 128 bits, the widest integer there is.
        var digits: [UInt8] = []
        digits.reserveCapacity(39)
        var rest = value.magnitude
        while rest > 0 {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            digits.append(0x30 + UInt8(truncatingIfNeeded: digit))
            rest = quotient
        }
        append(contentsOf: digits.reversed())
    }

    mutating func quote(_ text: some StringProtocol) {
        append(byte: UInt8(ascii: "\""))
        if text.utf8.contains(where: Self.isEscaped) {
            for byte in text.utf8 { append(escaping: byte) }
        } else {
            append(contentsOf: text.utf8)
        }
        append(byte: UInt8(ascii: "\""))
    }

    private static func isEscaped(_ byte: UInt8) -> Bool {
        byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
    }

    private mutating func append(escaping byte: UInt8) {
        guard Self.isEscaped(byte) else { return append(byte: byte) }
        append(byte: UInt8(ascii: "\\"))
        switch byte {
        case 0x08: append(byte: UInt8(ascii: "b"))
        case 0x09: append(byte: UInt8(ascii: "t"))
        case 0x0a: append(byte: UInt8(ascii: "n"))
        case 0x0c: append(byte: UInt8(ascii: "f"))
        case 0x0d: append(byte: UInt8(ascii: "r"))
        case 0..<0x20:
            append("u00")
            append(byte: 0x30 + (byte >> 4))
            append(byte: (byte & 15) + (byte & 15 < 10 ? 0x30 : 0x61 - 10))
        default: append(byte: byte)
        }
    }
}
