/// What kind of contact with a link a touch is. The raw value is on disk.
public enum TouchKind: UInt8, CaseIterable, Comparable, Sendable {
    case linkClick = 1
    case pageView = 2
    case miniprogramOpen = 3
    case contactAdded = 4
    case firstMessage = 5
    /// On the order itself: the token or click id it came with.
    case orderParam = 6
    /// On the order itself: the staff member named at the till.
    case posAssign = 7

    /// The name in payloads, policies and proofs.
    public var name: String {
        switch self {
        case .linkClick: "link_click"
        case .pageView: "page_view"
        case .miniprogramOpen: "miniprogram_open"
        case .contactAdded: "contact_added"
        case .firstMessage: "first_message"
        case .orderParam: "order_param"
        case .posAssign: "pos_assign"
        }
    }

    public init?(name: some StringProtocol) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What the quality rules make of a touch. Only `human` is evidence; all are kept and counted.
public enum Verdict: UInt8, CaseIterable, Sendable {
    case human = 1
    case bot = 2
    case preview = 3
    case prefetch = 4
    /// A redirect that was not a top-level navigation.
    case embedded = 5
    case head = 6
    case duplicate = 7
    case selfTest = 8
    /// The token verified, but its key is retired.
    case retiredKey = 16

    /// The name in payloads, proofs and metrics.
    public var name: String {
        switch self {
        case .human: "human"
        case .bot: "bot"
        case .preview: "preview"
        case .prefetch: "prefetch"
        case .embedded: "embedded"
        case .head: "head"
        case .duplicate: "duplicate"
        case .selfTest: "self_test"
        case .retiredKey: "retired_key"
        }
    }

    public init?(name: some StringProtocol) {
        guard let verdict = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = verdict
    }
}

/// A network, never a host: the first 3 bytes of an IPv4 address (/24) or 6 of an IPv6 one (/48).
public struct NetworkPrefix: Hashable, Sendable {
    /// 3 or 6 bytes.
    public let bytes: [UInt8]
    /// Nil unless `address` has 4 or 16 bytes; an IPv4-mapped IPv6 address counts as IPv4.
    public init?(address: some Collection<UInt8>) {
        let address = Array(address)
        let mapped: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]
        switch address.count {
        case 4: bytes = Array(address.prefix(3))
        case 16 where address.starts(with: mapped): bytes = Array(address[12..<15])
        case 16: bytes = Array(address.prefix(6))
        default: return nil
        }
    }
    /// For bytes that were cut already.
    public init?(cut bytes: some Collection<UInt8>) {
        guard bytes.count == 3 || bytes.count == 6 else { return nil }
        self.bytes = Array(bytes)
    }
}
