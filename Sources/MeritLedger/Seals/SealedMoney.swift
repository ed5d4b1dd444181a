import MeritCore

/// The money columns of a report. An order may be of up to 2⁵³, a month has any number of them, so
/// the sums have 128 bits.
struct SealedMoney: Hashable, Sendable {
    /// Kinds credit, edit and rejudge.
    private(set) var credit: Int128 = 0
    private(set) var reversals: Int128 = 0
    private(set) var adjustments: Int128 = 0

    var net: Int128 { credit + reversals + adjustments }

    mutating func add(_ amount: MinorAmount, of kind: EntryKind) {
        switch kind {
        case .credit, .edit, .rejudge: credit += Int128(amount.value)
        case .reversal: reversals += Int128(amount.value)
        case .adjustment: adjustments += Int128(amount.value)
        }
    }
}

extension CSVWriter {
    /// The names of a money row's last columns.
    static let moneyColumns = ["credit", "reversals", "adjustments", "net"]

    /// The money columns, and the end of the row.
    mutating func endRow(_ money: SealedMoney) {
        number(money.credit)
        number(money.reversals)
        number(money.adjustments)
        number(money.net)
        endRow()
    }
}
