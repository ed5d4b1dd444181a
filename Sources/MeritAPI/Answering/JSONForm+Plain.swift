import MeritCore
import MeritJSON

extension JSONForm where Value == String {
    /// A name for people.
    static var plainText: JSONForm<String> {
        .parsed(nameRule) { isName($0) ? $0 : nil }
    }
}

/// What a fault says of a name that `isName` refuses.
let nameRule = "1 to 128 bytes of text without control characters"

/// True for a name that people may give: plain text without the characters that turn the direction
/// of writing, by which one name can be made to look like another.
func isName(_ text: String) -> Bool {
    isPlainText(text) && text.unicodeScalars.allSatisfy { isShownScalar($0) }
}

/// False for control characters and those that turn the direction of writing (U+202A–202E,
/// U+2066–2069).
func isShownScalar(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7f...0x9f, 0x202a...0x202e, 0x2066...0x2069: false
    default: true
    }
}
