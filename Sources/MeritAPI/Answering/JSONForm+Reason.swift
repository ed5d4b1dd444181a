import MeritCore
import MeritJSON

extension JSONForm where Value == Reason {
    static var bytesMax: Int { 1_024 }

    /// Why somebody does something, in their words.
    static var reason: JSONForm<Reason> {
        .parsed("1 to \(bytesMax) bytes of text without control characters") { text in
            let isShown = text.unicodeScalars.allSatisfy { $0.value == 0x0a || isShownScalar($0) }
            return (1...bytesMax).contains(text.utf8.count) && isShown ? Reason(reason: text) : nil
        }
    }
}

/// A reason that may be left out.
struct OptionalReason {
    let reason: Reason?

    /// `{"reason":"…"}`, or nothing at all.
    static var form: JSONForm<OptionalReason> {
        .object(known: ["reason"]) { members, reader in
            OptionalReason(reason: reader.optional(members["reason"], .reason))
        }
    }
}
