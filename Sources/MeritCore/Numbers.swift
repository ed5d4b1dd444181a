/// A staff member (导购) or a house account, 1 … 2²⁴−1. 0 never names a person: in decisions and
/// ledger entries it stands for *unattributed* and is written `StaffNumber.unattributed`.
public struct StaffNumber: Hashable, Comparable, Sendable {
    public let value: UInt32

    /// The payee of money that no rule credits to anybody.
    public static let unattributed = StaffNumber(unchecked: 0)
    /// The greatest number that a token can carry.
    public static let max = StaffNumber(unchecked: (1 << 24) - 1)

    /// Nil unless `value` lies in 1 … 2²⁴−1.
    public init?(_ value: some BinaryInteger) {
        guard let value = UInt32(exactly: value), value >= 1, value < 1 << 24 else { return nil }
        self.value = value
    }

    /// For values that a checked source already holds, 0 (unattributed) included.
    public init(unchecked value: UInt32) { self.value = value }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// A link that staff share, 1 … 2³²−1, numbered in the order of creation.
public struct LinkNumber: Hashable, Comparable, Sendable {
    public let value: UInt32

    /// Nil unless `value` lies in 1 … 2³²−1.
    public init?(_ value: some BinaryInteger) {
        guard let value = UInt32(exactly: value), value >= 1 else { return nil }
        self.value = value
    }

    public init(unchecked value: UInt32) { self.value = value }

    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// Somebody who may act on the books, numbered 1, 2, 3 … in the order they were added.
public struct PersonNumber: Hashable, Comparable, Sendable {
    public let value: UInt32
    public init(_ value: UInt32) { self.value = value }
    /// Whoever uses an API key that belongs to no person; no person has this number.
    public static let nobody = PersonNumber(0)
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// An appeal or correction, numbered 1, 2, 3 … in the order they were proposed and accepted.
public struct AdjustmentNumber: Hashable, Comparable, Sendable {
    public let value: UInt32
    public init(_ value: UInt32) { self.value = value }
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// A re-run of a policy over past orders, numbered 1, 2, 3 … in the order they were proposed and
/// accepted.
public struct RerunNumber: Hashable, Comparable, Sendable {
    public let value: UInt32
    public init(_ value: UInt32) { self.value = value }
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// The machine that wrote a fact, 0 … 1 023 (10 bits in a click id).
public struct NodeNumber: Hashable, Sendable {
    public let value: UInt16
    /// Nil above 1 023.
    public init?(_ value: some BinaryInteger) {
        guard let value = UInt16(exactly: value), value < 1 << 10 else { return nil }
        self.value = value
    }
    public init(unchecked value: UInt16) { self.value = value }
    public static let first = NodeNumber(unchecked: 0)
}

/// The place of a fact in its node's journal: 1, 2, 3 …, without holes, below 2⁴⁹.
/// 0 means "before the first fact".
public struct Sequence: Hashable, Comparable, Sendable {
    public let value: UInt64
    public init(_ value: UInt64) { self.value = value }
    public static let zero = Sequence(0)
    /// One more than a click id can carry.
    public static let bound: UInt64 = 1 << 49
    public func advanced(by count: UInt64) -> Sequence { Sequence(value + count) }
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// The 16 random bytes drawn at each start of a journal's writer.
public struct RunID: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64
    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }
}

/// A place in the key ring, 0 … 15.
public struct KeySlot: Hashable, Comparable, Sendable {
    public let value: UInt8
    /// Nil above 15.
    public init?(_ value: some BinaryInteger) {
        guard let value = UInt8(exactly: value), value < 16 else { return nil }
        self.value = value
    }
    public init(unchecked value: UInt8) { self.value = value & 15 }
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}
