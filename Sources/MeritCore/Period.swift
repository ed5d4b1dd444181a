/// A month of the books, named `YYYY-MM` after the day it ends in.
public struct Period: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Months since 0000-01: `year * 12 + month - 1`.
    public let index: Int

    /// 0001-01 and 9999-12: the months that books have.
    public static let first = Period(index: 12)
    public static let last = Period(index: 119_999)

    public init(index: Int) { self.index = index }

    /// Nil unless `month` is 1 … 12 and `year` 1 … 9999.
    public init?(year: Int, month: Int) {
        guard (1...9999).contains(year), (1...12).contains(month) else { return nil }
        index = year * 12 + month - 1
    }

    /// Nil unless `text` is `YYYY-MM`.
    public init?(_ text: some StringProtocol) {
        guard let first = CivilDate("\(text)-01") else { return nil }
        self.init(year: first.parts.year, month: first.parts.month)
    }

    public var year: Int { index / 12 }
    public var month: Int { index % 12 + 1 }
    public var next: Period { Period(index: index + 1) }
    public var previous: Period { Period(index: index - 1) }
    public var description: String { "\(padded(year, to: 4))-\(padded(month, to: 2))" }

    public static func < (left: Self, right: Self) -> Bool { left.index < right.index }
}
