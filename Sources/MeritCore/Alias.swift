/// What an alias stands for.
public enum AliasKind: UInt8, CaseIterable, Comparable, Sendable {
    case unionid = 1
    case openid = 2
    case externalUserID = 3
    case phone = 4
    case member = 5
    case visitor = 6
    case click = 7

    /// The name in payloads and files.
    public var name: String {
        switch self {
        case .unionid: "unionid"
        case .openid: "openid"
        case .externalUserID: "external_userid"
        case .phone: "phone"
        case .member: "member"
        case .visitor: "visitor"
        case .click: "click"
        }
    }

    public init?(name: some StringProtocol) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One pseudonymous identifier: its kind and 16 bytes of a keyed hash of its value.
/// Who has no pseudonym key learns nothing from it.
public struct Alias: Hashable, Comparable, Sendable {
    public let kind: AliasKind
    public let high: UInt64
    public let low: UInt64

    public init(kind: AliasKind, high: UInt64, low: UInt64) {
        self.kind = kind
        self.high = high
        self.low = low
    }

    /// The alias of a recorded click. A click id names a node and a sequence and is believed only
    /// where its tag verifies, so its alias needs no key: node, then sequence.
    public init(click sequence: Sequence, of node: NodeNumber) {
        self.init(kind: .click, high: UInt64(node.value), low: sequence.value)
    }

    public static func < (left: Self, right: Self) -> Bool {
        (left.kind.rawValue, left.high, left.low) < (right.kind.rawValue, right.high, right.low)
    }
}

extension ByteWriter {
    /// 17 bytes: kind, then the 16 bytes.
    public mutating func write(_ alias: Alias) {
        write(byte: alias.kind.rawValue)
        write(fixed: alias.high)
        write(fixed: alias.low)
    }
}

extension ByteReader {
    public mutating func alias() throws(Fault) -> Alias {
        guard let kind = AliasKind(rawValue: try byte()) else { throw .invalid("alias kind") }
        return Alias(kind: kind, high: try fixed(UInt64.self), low: try fixed(UInt64.self))
    }
}
