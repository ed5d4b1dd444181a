package import MeritCore

/// What is left of an order's amounts at a moment.
package struct NetAmounts: Hashable, Sendable {
    /// In the order of the order's lines.
    package let lines: [Line]
    package let freight: MinorAmount
    /// Refunds beyond what there was to refund (`refund_exceeds_line`), ascending by scope; empty
    /// where the refunds fit.
    package let excess: [Excess]

    package struct Line: Hashable, Sendable {
        package let line: LineID
        package let category: Category?
        /// Never below 0.
        package let net: MinorAmount
    }

    /// More refunded than there was.
    package struct Excess: Hashable, Sendable {
        package let scope: Scope
        /// By how much; above `Int64.max` that.
        package let amount: MinorAmount
    }

    package enum Scope: Hashable, Comparable, Sendable {
        /// A line, or an id that is no line of the order.
        case line(LineID)
        case freight
        /// Refunds of the whole order, beyond what its lines still had.
        case order
    }

    /// The part of each line that is credited, in the order of the lines: its net amount, 0 for an
    /// excluded category; under `paid` the freight as the line `freight`, last.
    package func base(_ credited: CreditBase, excluding categories: Set<Category>) -> [Base] {
        let goods = lines.map { line in
            let isExcluded = line.category.map(categories.contains) ?? false
            return Base(line: line.line, amount: isExcluded ? .zero : line.net)
        }
        switch credited {
        case .goods: return goods
        case .paid: return goods + [Base(line: .freight, amount: freight)]
        }
    }

    /// A line's net base.
    package struct Base: Hashable, Sendable {
        package let line: LineID
        package let amount: MinorAmount
    }
}
