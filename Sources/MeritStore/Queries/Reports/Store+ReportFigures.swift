import MeritCore
import MeritJournal
package import MeritLedger

extension Store {
    private static let traffic = Query(
        "report.traffic",
        """
        \(DayPieces.table)
        SELECT staff, department, sum(clicks_raw), sum(clicks_human), sum(views), sum(visitors),
            sum(contacts_added), sum(first_messages)
        FROM pieces p CROSS JOIN staff_traffic t
            ON t.grain = p.grain AND t.first_day BETWEEN p.first AND p.last
        GROUP BY staff, department ORDER BY staff, department
        """)
    private static let money = Query(
        "report.money",
        """
        \(DayPieces.table)
        SELECT staff, department, currency, kind, sum(upper), sum(lower)
        FROM pieces p CROSS JOIN payee_money m
            ON m.grain = p.grain AND m.first_day BETWEEN p.first AND p.last
        GROUP BY staff, department, currency, kind ORDER BY staff, department, currency, kind
        """)
    private static let orderCounts = Query(
        "report.orderCounts",
        """
        \(DayPieces.table)
        SELECT payee, department, currency, sum(orders) AS orders FROM (
            SELECT payee, department, currency, orders
            FROM pieces p CROSS JOIN order_counts c
                ON c.grain = p.grain AND c.first_day BETWEEN p.first AND p.last
            WHERE c.last_day <= ?8
            UNION ALL
            SELECT payee, department, currency, orders FROM order_counts
            WHERE grain = 0 AND first_day BETWEEN ?7 AND ?8 AND last_day <= ?8)
        GROUP BY payee, department, currency HAVING sum(orders) <> 0
        ORDER BY payee, department, currency
        """)
    private static let totals = Query(
        "report.totals",
        """
        SELECT currency, sum(upper), sum(lower) FROM entry_totals
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
        let counts = try orderCounts(range, connection)
        return RangeFigures(
            range: range, traffic: try traffic(range, connection),
            money: try money(range, connection), orderCounts: counts.byPayee,
            departmentOrderCounts: counts.byDepartment,
            totals: try entryTotals(of: range, connection))
    }

    private static func traffic(
        _ range: DayRange, _ connection: Connection
    ) throws(StoreError) -> [TrafficRow] {
        let pieces = DayPieces(range)
        return try connection(traffic).all(
            pieces.before.first, pieces.before.last, pieces.weeks.first, pieces.weeks.last,
            pieces.behind.first, pieces.behind.last
        ) { row in
            TrafficRow(
                staff: row.staff(0), department: row.keyName(1), clicksRaw: row.int(2),
                clicksHuman: row.int(3), views: row.int(4), visitors: row.int(5),
                contactsAdded: row.int(6), firstMessages: row.int(7))
        }
    }

    private static func money(
        _ range: DayRange, _ connection: Connection
    ) throws(StoreError) -> [MoneyRow] {
        let pieces = DayPieces(range)
        return try connection(money).all(
            pieces.before.first, pieces.before.last, pieces.weeks.first, pieces.weeks.last,
            pieces.behind.first, pieces.behind.last
        ) { row throws(StoreError) in
            guard let kind = EntryKind(rawValue: UInt8(truncatingIfNeeded: row.integer(3))) else {
                throw .damaged("sums of entries have kind \(row.integer(3))")
            }
            return MoneyRow(
                staff: row.staff(0), department: row.keyName(1), currency: row.currency(2),
                kind: kind, amount: row.sum(4))
        }
    }

    private struct Counts {
        var byPayee: [OrderCountRow] = []
        var byDepartment: [DepartmentOrderCountRow] = []
    }

    /// The rows of nobody are those of payee 0 and of a department's nobody alike.
    private static func orderCounts(
        _ range: DayRange, _ connection: Connection
    ) throws(StoreError) -> Counts {
        let pieces = DayPieces(range)
        var counts = Counts()
        try connection(orderCounts).each(
            pieces.before.first, pieces.before.last, pieces.weeks.first, pieces.weeks.last,
            pieces.behind.first, pieces.behind.last, range.first, range.last
        ) { row in
            let (department, currency) = (row.keyName(1, DepartmentCode.self), row.currency(2))
            let orders = row.int(3)
            let isEverybody = row.integer(0) < 0
            if !isEverybody {
                counts.byPayee.append(
                    OrderCountRow(
                        staff: row.staff(0), department: department, currency: currency,
                        orders: orders))
            }
            if isEverybody || row.staff(0) == .unattributed {
                counts.byDepartment.append(
                    DepartmentOrderCountRow(
                        attribution: isEverybody ? .credited : .unattributed,
                        department: department, currency: currency, orders: orders))
            }
            return .more
        }
        return counts
    }

    /// Every entry of some days, by currency.
    static func entryTotals(
        of range: DayRange, _ connection: Connection
    ) throws(StoreError) -> [EntryTotal] {
        try connection(totals).all(range.first, range.last) { row in
            EntryTotal(currency: row.currency(0), amount: row.sum(1))
        }
    }
}
