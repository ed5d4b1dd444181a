import MeritAttribution
package import MeritCore
package import MeritLedger
import MeritOrders

/// What a draft would have made of the orders of some days, beside what the books say of them.
package struct SimulationResult: Sendable {
    package let draft: PolicyID
    /// Business days of `created_at`, both ends included.
    package let days: DayRange
    /// Every fact up to here was known.
    package let asOf: Sequence
    /// By currency, staff number (unattributed last), department.
    package let rows: [Row]
    package let totals: [Totals]
    /// Orders that the draft judged.
    package let orders: Int
    /// Of these, orders of which somebody would get more or less.
    package let movedCount: Int
    /// Those with the most money at stake, at most `Simulation.movedMax`.
    package let moved: [SimulatedOrder]
    /// Orders without a judging instant under the draft.
    package let undecided: Int
    /// Orders that people adjusted: left as they are.
    package let adjusted: Int

    /// What a payee gains or loses for a department.
    package struct Row: Hashable, Sendable {
        package let currency: Currency
        package let staff: StaffNumber
        /// Nil for unattributed and once erased.
        package let name: String?
        package let department: DepartmentCode?
        /// What the books say, in minor units.
        package let before: Int128
        package let after: Int128
        package var difference: Int128 { after - before }
    }

    /// What must tie out in one currency.
    package struct Totals: Hashable, Sendable {
        package let currency: Currency
        package let before: Side
        package let after: Side
    }

    package struct Side: Hashable, Sendable {
        package let credited: Int128
        package let unattributed: Int128
        package var netBase: Int128 { credited + unattributed }
    }

    init(_ sums: SimulationSums, _ question: SimulationQuestion) {
        draft = question.draft.id
        days = question.days
        asOf = question.asOf
        let directory = question.directory
        orders = sums.orders
        movedCount = sums.movedCount
        moved = sums.mostMoved
        undecided = sums.undecided
        adjusted = sums.adjusted
        rows = sums.changes.map { key, change in
            Row(
                currency: key.currency, staff: key.staff,
                name: directory.rows(of: key.staff).last?.name, department: key.department,
                before: change.before, after: change.after)
        }.sorted(by: Row.isBefore)
        totals = Dictionary(grouping: rows, by: \.currency).map { currency, rows in
            Totals(
                currency: currency, before: Side(rows, \.before), after: Side(rows, \.after))
        }.sorted { $0.currency.code < $1.currency.code }
    }

    /// Sums per department, over everybody who belongs to it.
    package var departments: [Row] {
        let grouped = Dictionary(grouping: rows.filter { $0.staff != .unattributed }) { row in
            SimulationSums.Key(
                currency: row.currency, staff: .unattributed, department: row.department)
        }
        return grouped.map { key, rows in
            Row(
                currency: key.currency, staff: .unattributed, name: nil,
                department: key.department, before: rows.reduce(0) { $0 + $1.before },
                after: rows.reduce(0) { $0 + $1.after })
        }.sorted(by: Row.isBefore)
    }
}

extension SimulationResult.Row {
    static func isBefore(_ left: Self, _ right: Self) -> Bool {
        if left.currency != right.currency { return left.currency.code < right.currency.code }
        if left.staff != right.staff { return left.staff.ranksBefore(right.staff) }
        return (left.department?.value ?? "") < (right.department?.value ?? "")
    }
}

extension SimulationResult.Side {
    init(_ rows: [SimulationResult.Row], _ amount: (SimulationResult.Row) -> Int128) {
        credited = rows.filter { $0.staff != .unattributed }.reduce(0) { $0 + amount($1) }
        unattributed = rows.filter { $0.staff == .unattributed }.reduce(0) { $0 + amount($1) }
    }
}
