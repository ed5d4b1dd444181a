extension JSONParser {
    /// A number of RFC 8259, section 6. An integer that fits 64 bits becomes one; what cannot be
    /// kept exactly that way stays a literal.
    mutating func number() throws(JSONSyntaxFault) -> JSONValue {
        let start = index
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        try integerDigits()
        var isInteger = true
        if next(is: UInt8(ascii: ".")) {
            isInteger = false
            index += 1
            try digits()
        }
        if next(is: UInt8(ascii: "e")) || next(is: UInt8(ascii: "E")) {
            isInteger = false
            index += 1
            if next(is: UInt8(ascii: "+")) || next(is: UInt8(ascii: "-")) { index += 1 }
            try digits()
        }
        guard index - start <= limits.stringBytesMax else {
            throw fault(.stringTooLong, at: start)
        }
        if isInteger, let value = integer(in: start..<index) { return .integer(value) }
        return .number(String(decoding: bytes[start..<index], as: UTF8.self))
    }

    /// `0`, or digits that do not begin with 0.
    private mutating func integerDigits() throws(JSONSyntaxFault) {
        guard try peek() == UInt8(ascii: "0") else { return try digits() }
        index += 1
        guard index == bytes.endIndex || !Self.isDigit(bytes[index]) else {
            throw fault(.invalidNumber)
        }
    }

    private mutating func digits() throws(JSONSyntaxFault) {
        guard Self.isDigit(try peek()) else { throw fault(.invalidNumber) }
        while index < bytes.endIndex, Self.isDigit(bytes[index]) { index += 1 }
    }

    private func next(is byte: UInt8) -> Bool { index < bytes.endIndex && bytes[index] == byte }

    private static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

    /// Nil beyond 64 bits and for `-0`, which an integer cannot tell from `0`.
    private func integer(in range: Range<Int>) -> Int64? {
        let isNegative = bytes[range.lowerBound] == UInt8(ascii: "-")
        var value: Int64 = 0
        for place in (range.lowerBound + (isNegative ? 1 : 0))..<range.upperBound {
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            let digit = Int64(bytes[place] - 0x30)
            let (next, carry) = shifted.addingReportingOverflow(isNegative ? -digit : digit)
            guard !overflow, !carry else { return nil }
            value = next
        }
        return isNegative && value == 0 ? nil : value
    }
}
