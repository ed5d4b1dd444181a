/// Why a staff token does not count, in the order the tests are made: the first that applies is
/// the one reported. All look alike to a customer.
public enum TokenRejection: UInt8, CaseIterable, Error, Sendable {
    /// Length, alphabet or a group's bound.
    case malformed = 1
    case unsupportedVersion = 2
    /// The slot is not in the ring.
    case unknownKey = 3
    /// The tag does not verify.
    case forged = 4
    case retiredKey = 5
    case unknownLink = 6
    case unknownStaff = 7
    /// Staff member or link revoked.
    case revoked = 8
    /// The link's validity, counted from the issue day, is over.
    case expired = 9

    /// The name in reports, proofs and metrics.
    public var name: String {
        switch self {
        case .malformed: "malformed"
        case .unsupportedVersion: "unsupported_version"
        case .unknownKey: "unknown_key"
        case .forged: "forged"
        case .retiredKey: "retired_key"
        case .unknownLink: "unknown_link"
        case .unknownStaff: "unknown_staff"
        case .revoked: "revoked"
        case .expired: "expired"
        }
    }

    public init?(name: some StringProtocol) {
        guard let rejection = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = rejection
    }
}
