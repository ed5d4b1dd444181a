import MeritCore
import MeritLedger
package import MeritStore

/// The money columns of a payee or department, in one currency.
package struct MoneySums: Hashable, Sendable {
    /// Kinds credit, edit and rejudge.
    package private(set) var credit = AmountSum.zero
    package private(set) var reversals = AmountSum.zero
    package private(set) var adjustments = AmountSum.zero
    package var net: AmountSum { credit + reversals + adjustments }

    package init() {}

    mutating func add(_ amount: AmountSum, of kind: EntryKind) {
        switch kind {
        case .credit, .edit, .rejudge: credit += amount
        case .reversal: reversals += amount
        case .adjustment: adjustments += amount
        }
    }

    static let columns: [ReportDocument.Column] = [
        .number("credit"), .number("reversals"), .number("adjustments"), .number("net"),
    ]

    /// In the order of the columns.
    var cells: [ReportDocument.Cell] {
        [.amount(credit), .amount(reversals), .amount(adjustments), .amount(net)]
    }
}
