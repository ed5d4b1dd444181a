package import MeritCore
package import MeritJournal
package import MeritLedger

/// What reports are made of, from one snapshot, so that their totals tie out.
package struct ReportFigures: Hashable, Sendable {
    /// One for each range, in their order.
    package let ranges: [RangeFigures]
    package let head: LedgerHead
    package let applied: JournalMark

    /// True where no sum of any of the amounts, in whatever order, is beyond 64 bits.
    package var canBeSummed: Bool {
        [ranges.flatMap { $0.money.map(\.amount) }, ranges.flatMap { $0.totals.map(\.amount) }]
            .allSatisfy { amounts in
                let total = amounts.reduce(into: Int128(0)) { $0 += Int128($1.value.magnitude) }
                return total <= Int128(Int64.max)
            }
    }
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
    package let amount: MinorAmount
}

/// How many orders have a sum other than 0 for a payee.
package struct OrderCountRow: Hashable, Sendable {
    package let staff: StaffNumber
    package let department: DepartmentCode?
    package let currency: Currency
    package let orders: Int
}

/// The sum of all entries in a currency.
package struct EntryTotal: Hashable, Sendable {
    package let currency: Currency
    package let amount: MinorAmount
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
        SELECT staff, department, currency, kind, sum(amount_minor) FROM entries
        WHERE day BETWEEN ? AND ?
        GROUP BY staff, department, currency, kind ORDER BY staff, department, currency, kind
        """)
    private static let orderCounts = Query(
        "report.orderCounts",
        """
        SELECT staff, department, currency, count(*) FROM (
            SELECT staff, department, currency, order_number FROM entries
            WHERE day BETWEEN ? AND ?
            GROUP BY staff, department, currency, order_number HAVING sum(amount_minor) <> 0)
        GROUP BY staff, department, currency ORDER BY staff, department, currency
        """)
    private static let totals = Query(
        "report.totals",
        """
        SELECT currency, sum(amount_minor) FROM entries WHERE day BETWEEN ? AND ?
        GROUP BY currency ORDER BY currency
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
                kind: kind, amount: row.amount(4))
        }
        let orderCounts = try connection(orderCounts).all(range.first, range.last) { row in
            OrderCountRow(
                staff: row.staff(0), department: row.optionalName(1), currency: row.currency(2),
                orders: row.int(3))
        }
        let totals = try connection(totals).all(range.first, range.last) { row in
            EntryTotal(currency: row.currency(0), amount: row.amount(1))
        }
        return RangeFigures(
            range: range, traffic: traffic, money: money, orderCounts: orderCounts, totals: totals)
    }
}
