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
    /// By currency: every entry of the range, summed by a statement of its own.
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

extension Store {
    private static let traffic = Query(
        "report.traffic",
        """
        SELECT staff, department, sum(clicks_raw), sum(clicks_human), sum(views), sum(visitors),
            sum(contacts_added), sum(first_messages)
        FROM traffic_rollups WHERE day BETWEEN ? AND ?
        GROUP BY staff, department ORDER BY staff, department
        """)
    private static let money = Query(
        "report.money",
        """
        SELECT staff, department, currency, kind, \(SplitSum.columns("amount_minor"))
        FROM entries
        WHERE day BETWEEN ? AND ?
        GROUP BY staff, department, currency, kind ORDER BY staff, department, currency, kind
        """)
    private static let orderCounts = Query(
        "report.orderCounts",
        """
        SELECT staff, department, currency, count(*) FROM (
            SELECT staff, department, currency, order_number FROM entries
            WHERE day BETWEEN ? AND ?
            GROUP BY staff, department, currency, order_number
            HAVING \(SplitSum.isNotZero("amount_minor")))
        GROUP BY staff, department, currency ORDER BY staff, department, currency
        """)
    private static let departmentOrderCounts = Query(
        "report.departmentOrderCounts",
        """
        SELECT unattributed, department, currency, count(*) FROM (
            SELECT staff = 0 AS unattributed, department, currency, order_number FROM entries
            WHERE day BETWEEN ? AND ?
            GROUP BY staff = 0, department, currency, order_number
            HAVING \(SplitSum.isNotZero("amount_minor")))
        GROUP BY unattributed, department, currency ORDER BY unattributed, department, currency
        """)
    private static let totals = Query(
        "report.totals",
        """
        SELECT currency, \(SplitSum.columns("amount_minor")) FROM entries
        WHERE day BETWEEN ? AND ? GROUP BY currency ORDER BY currency
        """)

    /// The figures of each range.
    package func reportFigures(_ ranges: [DayRange]) throws(StoreError) -> ReportFigures {
        try file.read { connection throws(StoreError) in
            var figures: [RangeFigures] = []
            for range in ranges { figures.append(try Self.figures(of: range, connection)) }
            return ReportFigures(
                ranges: figures, head: try LedgerRows.head(connection),
                applied: try Cursor.load(connection).mark)
        }
    }

    private static func figures(
        of range: DayRange, _ connection: Connection
    ) throws(StoreError) -> RangeFigures {
        let traffic = try connection(traffic).all(range.first, range.last) { row in
            TrafficRow(
                staff: row.staff(0), department: row.keyName(1), clicksRaw: row.int(2),
                clicksHuman: row.int(3), views: row.int(4), visitors: row.int(5),
                contactsAdded: row.int(6), firstMessages: row.int(7))
        }
        let money = try connection(money).all(range.first, range.last) { row throws(StoreError) in
            guard let kind = EntryKind(rawValue: UInt8(truncatingIfNeeded: row.integer(3))) else {
                throw .damaged("entries have kind \(row.integer(3))")
            }
            return MoneyRow(
                staff: row.staff(0), department: row.optionalName(1), currency: row.currency(2),
                kind: kind, amount: row.sum(4))
        }
        let orderCounts = try connection(orderCounts).all(range.first, range.last) { row in
            OrderCountRow(
                staff: row.staff(0), department: row.optionalName(1), currency: row.currency(2),
                orders: row.int(3))
        }
        return RangeFigures(
            range: range, traffic: traffic, money: money, orderCounts: orderCounts,
            departmentOrderCounts: try departmentOrderCounts(range, connection),
            totals: try entryTotals(of: range, connection))
    }

    private static func departmentOrderCounts(
        _ range: DayRange, _ connection: Connection
    ) throws(StoreError) -> [DepartmentOrderCountRow] {
        try connection(departmentOrderCounts).all(range.first, range.last) { row in
            DepartmentOrderCountRow(
                attribution: row.integer(0) == 0 ? .credited : .unattributed,
                department: row.optionalName(1), currency: row.currency(2), orders: row.int(3))
        }
    }

    /// Every entry of some days, summed by currency.
    static func entryTotals(
        of range: DayRange, _ connection: Connection
    ) throws(StoreError) -> [EntryTotal] {
        try connection(totals).all(range.first, range.last) { row in
            EntryTotal(currency: row.currency(0), amount: row.sum(1))
        }
    }
}
