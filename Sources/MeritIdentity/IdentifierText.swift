/// Text that a sender calls somebody's identifier.
///
/// Two values that stand for nobody would join strangers into one customer, so what looks like
/// "no value" is recognised here, for every kind alike.
enum IdentifierText {
    static let lengthMax = 128

    /// True for text that stands for no value: empty, masked (`*` anywhere), `null`, `undefined`,
    /// `0` or one character repeated.
    static func isNoValue(_ text: some Collection<UInt8>) -> Bool {
        guard let first = text.first else { return true }
        if text.contains(0x2a) { return true }
        if text.count == 1 { return first == 0x30 || first == 0x20 }
        if text.allSatisfy({ $0 == first }) { return true }
        return isWord(text, "null") || isWord(text, "undefined")
    }

    /// True for 1 to 128 visible ASCII characters.
    static func isID(_ text: some Collection<UInt8>) -> Bool {
        (1...lengthMax).contains(text.count) && text.allSatisfy { 0x21...0x7e ~= $0 }
    }

    /// True when `text` is `word`, a lower-case one, in any case.
    private static func isWord(_ text: some Collection<UInt8>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { word in
            // Safe: a static string's bytes live for ever.
            unsafe text.count == word.count && text.elementsEqual(word) { $0 | 0x20 == $1 }
        }
    }
}
