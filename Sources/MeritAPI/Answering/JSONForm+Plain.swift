import MeritCore
import MeritJSON

extension JSONForm where Value == String {
    /// A name for people.
    static var plainText: JSONForm<String> {
        .parsed("1 to 128 bytes of text without control characters") {
            isPlainText($0) ? $0 : nil
        }
    }
}
