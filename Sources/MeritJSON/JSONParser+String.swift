extension JSONParser {
    /// A string or key, from its opening quote to behind its closing one.
    mutating func string() throws(JSONSyntaxFault) -> String {
        index += 1
        let start = index
        while true {
            let byte = try peek()
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") { return try escapedString(from: start) }
            guard byte >= 0x20 else { throw fault(.controlCharacter) }
            index += 1
        }
        guard index - start <= limits.stringBytesMax else {
            throw fault(.stringTooLong, at: start)
        }
        defer { index += 1 }
        return try text(bytes[start..<index])
    }

    /// Goes on where the first backslash stands.
    private mutating func escapedString(from start: Int) throws(JSONSyntaxFault) -> String {
        // The raw parts are validated one by one, so that a fault names the byte in the document.
        var decoded = try text(bytes[start..<index])
        while true {
            guard decoded.utf8.count <= limits.stringBytesMax else {
                throw fault(.stringTooLong, at: start)
            }
            let byte = try peek()
            if byte == UInt8(ascii: "\"") { break }
            if byte == UInt8(ascii: "\\") {
                decoded.unicodeScalars.append(try escape())
                continue
            }
            let part = index
            while try isPlain(peek()) { index += 1 }
            decoded += try text(bytes[part..<index])
        }
        index += 1
        return decoded
    }

    /// False before a quote or a backslash.
    private func isPlain(_ byte: UInt8) throws(JSONSyntaxFault) -> Bool {
        guard byte >= 0x20 else { throw fault(.controlCharacter) }
        return byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    /// The scalar that an escape (or a pair of escapes) stands for.
    private mutating func escape() throws(JSONSyntaxFault) -> Unicode.Scalar {
        let start = index
        index += 1
        let letter = try peek()
        index += 1
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"):
            return Unicode.Scalar(letter)
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(from: start)
        default: throw fault(.invalidEscape, at: start)
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(JSONSyntaxFault) -> Unicode.Scalar {
        let first = try hexUnit(from: start)
        if let scalar = Unicode.Scalar(first) { return scalar }
        // `first` is a surrogate, D800–DFFF: a high one needs a low one behind it.
        guard first < 0xdc00, try peek() == UInt8(ascii: "\\") else {
            throw fault(.loneSurrogate, at: start)
        }
        index += 1
        guard try peek() == UInt8(ascii: "u") else { throw fault(.loneSurrogate, at: start) }
        index += 1
        let second = try hexUnit(from: index - 2)
        let value = 0x10000 + (first & 0x3ff) << 10 + (second & 0x3ff)
        guard 0xdc00...0xdfff ~= second, let scalar = Unicode.Scalar(value) else {
            throw fault(.loneSurrogate, at: start)
        }
        return scalar
    }

    /// Four hex digits behind `\u`.
    private mutating func hexUnit(from start: Int) throws(JSONSyntaxFault) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let digit = Self.hexDigit(try peek()) else {
                throw fault(.invalidEscape, at: start)
            }
            unit = unit << 4 | digit
            index += 1
        }
        return unit
    }

    private static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46: UInt32(byte - 0x41 + 10)
        case 0x61...0x66: UInt32(byte - 0x61 + 10)
        default: nil
        }
    }

    private func text(_ part: ArraySlice<UInt8>) throws(JSONSyntaxFault) -> String {
        if let text = String(validating: part, as: UTF8.self) { return text }
        throw fault(.invalidUTF8, at: Self.firstInvalid(in: part))
    }

    /// The index of the first byte that is no part of a well-formed sequence.
    private static func firstInvalid(in part: ArraySlice<UInt8>) -> Int {
        var parser = Unicode.UTF8.ForwardParser()
        var rest = part.makeIterator()
        var index = part.startIndex
        while case .valid(let scalar) = parser.parseScalar(from: &rest) { index += scalar.count }
        return index
    }
}
