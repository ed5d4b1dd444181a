/// An ISO 4217 code: three letters A–Z.
public struct Currency: Hashable, Comparable, Sendable, CustomStringConvertible {
    public let code: String
    /// Nil unless `code` is three letters A–Z.
    public init?(_ code: String) {
        guard code.utf8.count == 3, code.utf8.allSatisfy({ 0x41...0x5a ~= $0 }) else { return nil }
        self.code = code
    }
    public init(unchecked code: String) { self.code = code }
    public static let renminbi = Currency(unchecked: "CNY")
    public var description: String { code }
    public static func < (left: Self, right: Self) -> Bool {
        left.code.utf8.lexicographicallyPrecedes(right.code.utf8)
    }
}

/// An amount in minor units (fen for CNY) of a currency that is named beside it.
public struct MinorAmount: Hashable, Comparable, Sendable {
    public let value: Int64
    public init(_ value: Int64) { self.value = value }

    public static let zero = MinorAmount(0)
    /// The greatest amount a shop may state: 2⁵³, the greatest integer every JSON reader keeps
    /// exact.
    public static let statedMax = MinorAmount(1 << 53)

    /// Traps on overflow: sums of at most 1 000 lines of at most 2⁵³ fit.
    public static func + (left: Self, right: Self) -> Self { Self(left.value + right.value) }
    public static func - (left: Self, right: Self) -> Self { Self(left.value - right.value) }
    public static prefix func - (amount: Self) -> Self { Self(-amount.value) }
    public static func += (left: inout Self, right: Self) { left = left + right }
    public static func -= (left: inout Self, right: Self) { left = left - right }
    public static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

/// An amount with its currency.
public struct Money: Hashable, Sendable {
    public let amount: MinorAmount
    public let currency: Currency
    public init(_ amount: MinorAmount, _ currency: Currency) {
        self.amount = amount
        self.currency = currency
    }
}
