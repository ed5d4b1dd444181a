/// Why a candidate earns nothing, as a decision records it. The raw value is on disk.
public enum RejectReason: UInt8, CaseIterable, Sendable {
    // A verdict other than human
    case bot = 2
    case preview = 3
    case prefetch = 4
    case embedded = 5
    case head = 6
    case duplicate = 7
    case selfTest = 8
    // A rejection of the token
    case malformed = 16
    case unsupportedVersion = 17
    case unknownKey = 18
    case forged = 19
    case retiredKey = 20
    case unknownLink = 21
    case unknownStaff = 22
    case revoked = 23
    case expired = 24
    // The tests of a rule
    case afterJudgingInstant = 32
    case outsideWindow = 33
    case notEligibleStaff = 34
    case selfPurchase = 35
    case otherStore = 36
    case unprovenToken = 37
    case lateEvidence = 38
    case outsideProtection = 39
    // Eligible, but another candidate of the rule, or an earlier rule, won
    case notChosen = 48
    case lowerPrecedence = 49

    /// The name in proofs.
    public var name: String {
        switch self {
        case .bot: "bot"
        case .preview: "preview"
        case .prefetch: "prefetch"
        case .embedded: "embedded"
        case .head: "head"
        case .duplicate: "duplicate"
        case .selfTest: "self_test"
        case .malformed: "malformed"
        case .unsupportedVersion: "unsupported_version"
        case .unknownKey: "unknown_key"
        case .forged: "forged"
        case .retiredKey: "retired_key"
        case .unknownLink: "unknown_link"
        case .unknownStaff: "unknown_staff"
        case .revoked: "revoked"
        case .expired: "expired"
        case .afterJudgingInstant: "after_judging_instant"
        case .outsideWindow: "outside_window"
        case .notEligibleStaff: "not_eligible_staff"
        case .selfPurchase: "self_purchase"
        case .otherStore: "other_store"
        case .unprovenToken: "unproven_token"
        case .lateEvidence: "late_evidence"
        case .outsideProtection: "outside_protection"
        case .notChosen: "not_chosen"
        case .lowerPrecedence: "lower_precedence"
        }
    }

    /// Nil for `human`, which rejects nothing.
    public init?(_ verdict: Verdict) {
        switch verdict {
        case .human: return nil
        case .bot: self = .bot
        case .preview: self = .preview
        case .prefetch: self = .prefetch
        case .embedded: self = .embedded
        case .head: self = .head
        case .duplicate: self = .duplicate
        case .selfTest: self = .selfTest
        case .retiredKey: self = .retiredKey
        }
    }

    public init(_ rejection: TokenRejection) {
        switch rejection {
        case .malformed: self = .malformed
        case .unsupportedVersion: self = .unsupportedVersion
        case .unknownKey: self = .unknownKey
        case .forged: self = .forged
        case .retiredKey: self = .retiredKey
        case .unknownLink: self = .unknownLink
        case .unknownStaff: self = .unknownStaff
        case .revoked: self = .revoked
        case .expired: self = .expired
        }
    }
}
