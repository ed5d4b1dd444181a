package import MeritCore

/// CSV by RFC 4180 that Excel opens as UTF-8: a byte order mark, lines ended by CR LF, quotes where
/// needed, and no text that a spreadsheet would take for a formula.
package struct CSVWriter: Sendable {
    package private(set) var bytes: [UInt8]
    private var isLineStart = true

    /// Where the bytes stand in the file.
    package enum Place: Sendable {
        /// At its start: with the byte order mark.
        case start
        /// Behind other rows.
        case continuation
    }

    package init(_ place: Place = .start) {
        switch place {
        case .start: bytes = [0xef, 0xbb, 0xbf]
        case .continuation: bytes = []
        }
    }

    /// A text cell; empty for nil. Text that begins like a formula gets an apostrophe before it,
    /// which spreadsheets show as text.
    package mutating func text(_ value: String?) {
        let value = value ?? ""
        cell(Self.beginsLikeFormula(value) ? "'" + value : value)
    }

    /// A number, signed ones included: never an apostrophe, so that it can be summed.
    package mutating func number(_ value: some FixedWidthInteger) { cell(String(value)) }

    /// An amount in minor units.
    package mutating func amount(_ value: MinorAmount) { number(value.value) }

    package mutating func endRow() {
        bytes.append(contentsOf: [0x0d, 0x0a])
        isLineStart = true
    }

    /// A whole row of text cells.
    package mutating func row(_ cells: [String]) {
        for cell in cells { text(cell) }
        endRow()
    }

    private mutating func cell(_ value: String) {
        if !isLineStart { bytes.append(UInt8(ascii: ",")) }
        isLineStart = false
        let needsQuotes = value.utf8.contains { byte in
            byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0a || byte == 0x0d
        }
        guard needsQuotes else { return bytes.append(contentsOf: value.utf8) }
        bytes.append(UInt8(ascii: "\""))
        for byte in value.utf8 {
            if byte == UInt8(ascii: "\"") { bytes.append(byte) }
            bytes.append(byte)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Formulas begin with `=`, `+`, `-` or `@`, also in full width, also behind white space;
    /// source: OWASP, "CSV Injection".
    private static func beginsLikeFormula(_ value: String) -> Bool {
        let blanks: Set<Unicode.Scalar> = [" ", "\t", "\r", "\n", "\u{a0}", "\u{3000}"]
        let starts: Set<Unicode.Scalar> = [
            "=", "+", "-", "@", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}",
        ]
        let first = value.unicodeScalars.first { !blanks.contains($0) }
        let isControl = value.unicodeScalars.first.map { $0 == "\t" || $0 == "\r" } ?? false
        return isControl || (first.map(starts.contains) ?? false)
    }
}
