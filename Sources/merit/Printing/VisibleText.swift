/// Text that strangers sent, as a terminal may show it: what would move the cursor, colour the
/// screen or turn the direction of writing is shown as its code instead.
enum VisibleText {
    /// In one line.
    static func line(_ text: String) -> String { escaped(text) { _ in false } }

    /// With its own line ends and tabs.
    static func lines(_ text: String) -> String {
        escaped(text) { $0 == "\n" || $0 == "\t" }
    }

    private static func escaped(
        _ text: String, but isKept: (Unicode.Scalar) -> Bool
    ) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if isHarmless(scalar) || isKept(scalar) {
                shown.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                let zeros = String(repeating: "0", count: max(0, 4 - digits.count))
                shown.append(contentsOf: "\\u\(zeros)\(digits)".unicodeScalars)
            }
        }
        return String(shown)
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7f...0x9f, 0x2028, 0x2029, 0x202a...0x202e, 0x2066...0x2069: false
        default: true
        }
    }
}
