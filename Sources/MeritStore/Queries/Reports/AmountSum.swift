package import MeritCore

/// A sum of amounts in minor units of one currency. An order may be of up to 2⁶³ and a report sums
/// any number of them, so it has 128 bits and never overflows.
package struct AmountSum: Hashable, Comparable, Sendable {
    package private(set) var value: Int128

    package static let zero = AmountSum(0)

    package init(_ value: Int128) { self.value = value }
    package init(_ amount: MinorAmount) { value = Int128(amount.value) }

    package static func + (left: Self, right: Self) -> Self { Self(left.value + right.value) }
    package static func - (left: Self, right: Self) -> Self { Self(left.value - right.value) }
    package static prefix func - (sum: Self) -> Self { Self(-sum.value) }
    package static func += (left: inout Self, right: Self) { left = left + right }
    package static func += (left: inout Self, right: MinorAmount) { left += Self(right) }
    package static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension Swift.Sequence where Element == AmountSum {
    package func total() -> AmountSum { reduce(.zero, +) }
}

/// SQLite sums in 64 bits and fails beyond them: amounts are summed in two halves, which only 2³²
/// rows could bring to overflow.
enum SplitSum {
    /// The two columns of a sum over `column`; the upper half comes first.
    static func columns(_ column: String) -> String {
        "sum(\(column) >> 32), sum(\(column) & 4294967295)"
    }
}

extension Row {
    /// Of the columns `SplitSum.columns`, of which `upper` is the first.
    func sum(_ upper: Int32) -> AmountSum {
        AmountSum(Int128(integer(upper)) << 32 + Int128(integer(upper + 1)))
    }
}
