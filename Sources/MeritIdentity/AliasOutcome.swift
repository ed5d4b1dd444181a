package import MeritCore

/// What became of an identifier that a sender gave.
package enum AliasOutcome: Hashable, Sendable {
    case alias(Alias)
    /// Empty, masked or a filler: left out and counted, never a reason to refuse anything.
    case ignored
    /// Not of its kind's shape: a fault of the sender's.
    case refused(AliasFault)
}

/// Why an identifier has not the shape of its kind.
package enum AliasFault: String, Error, CaseIterable, Sendable {
    case malformedID = "malformed_id"
    case malformedPhone = "malformed_phone"
    case namespaceMissing = "namespace_missing"
    case kindNotAllowed = "kind_not_allowed"

    /// How to mend it, without the identifier.
    package var message: String {
        switch self {
        case .malformedID: "Give 1 to 128 visible ASCII characters."
        case .malformedPhone:
            "Give a phone number: 11 digits from 1 (+86), or a country code after + or 00."
        case .namespaceMissing:
            "Give SHOP:VALUE for a member outside a shop's own data, APPID:VALUE for an openid."
        case .kindNotAllowed: "A click is named by its click id, never as an identifier."
        }
    }
}
