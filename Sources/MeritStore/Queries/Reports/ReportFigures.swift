package import MeritCore
package import MeritJournal
package import MeritLedger

/// What reports are made of, from one snapshot, so that their totals tie out.
package struct ReportFigures: Hashable, Sendable {
    /// One for each range, in their order.
    package let ranges: [RangeFigures]
    package let head: LedgerHead
    package let applied: JournalMark
}

/// The figures of a range of business days.
package struct RangeFigures: Hashable, Sendable {
    package let range: DayRange
    /// By staff member and department.
    package let traffic: [TrafficRow]
    /// By payee, department, currency and kind.
    package let money: [MoneyRow]
    /// By payee, department and currency.
    package let orderCounts: [OrderCountRow]
    /// By department and currency, all payees of a department together.
    package let departmentOrderCounts: [DepartmentOrderCountRow]
    /// By currency: every entry of the range, from sums that are kept apart from those of `money`.
    package let totals: [EntryTotal]
}

/// Touches of a staff member in a department, summed over links and days.
package struct TrafficRow: Hashable, Sendable {
    package let staff: StaffNumber
    /// The staff member's at the time; nil where the directory knew none.
    package let department: DepartmentCode?
    /// Clicks, whatever their verdict. The other columns count `human` touches only.
    package let clicksRaw: Int
    package let clicksHuman: Int
    package let views: Int
    /// A visitor counts once a day, staff member and link.
    package let visitors: Int
    package let contactsAdded: Int
    package let firstMessages: Int
}

/// Entries of a payee, summed.
package struct MoneyRow: Hashable, Sendable {
    /// 0: unattributed.
    package let staff: StaffNumber
    package let department: DepartmentCode?
    package let currency: Currency
    package let kind: EntryKind
    package let amount: AmountSum
}

/// How many orders have a sum other than 0 for a payee.
package struct OrderCountRow: Hashable, Sendable {
    package let staff: StaffNumber
    package let department: DepartmentCode?
    package let currency: Currency
    package let orders: Int
}

/// How many orders have a sum other than 0 for a department, or unattributed.
package struct DepartmentOrderCountRow: Hashable, Sendable {
    /// Whether anybody is credited.
    package let attribution: Attribution
    package let department: DepartmentCode?
    package let currency: Currency
    package let orders: Int
}

/// Whether money is of a payee.
package enum Attribution: Hashable, Sendable {
    case credited
    /// Of payee 0.
    case unattributed

    package init(_ staff: StaffNumber) { self = staff == .unattributed ? .unattributed : .credited }
}

/// The sum of all entries in a currency.
package struct EntryTotal: Hashable, Sendable {
    package let currency: Currency
    package let amount: AmountSum
}
