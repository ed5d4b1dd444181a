import MeritCore
import MeritOrders

/// A payee's account on a line of one order.
struct Account: Hashable, Comparable, Sendable {
    let line: LineID
    let payee: StaffNumber

    /// By line as bytes, then by payee, unattributed last.
    static func < (left: Self, right: Self) -> Bool {
        left.line == right.line ? left.payee.ranksBefore(right.payee) : left.line < right.line
    }
}
