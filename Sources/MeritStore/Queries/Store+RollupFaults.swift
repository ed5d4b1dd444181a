import MeritCore
import MeritLedger

/// Sums kept for reports that are not what the rows they are of sum to now.
package struct RollupFault: Hashable, Sendable, CustomStringConvertible {
    package let table: String
    /// How many rows there should be and are not, or should not be and are.
    package let rows: Int

    package var description: String { "\(rows) rows of \(table) differ from what they sum" }
}

extension Store {
    private static let week = "day - (day % 7 + 7) % 7"
    private static let trafficSums = """
        sum(clicks_raw), sum(clicks_human), sum(views), sum(visitors), sum(contacts_added),
            sum(first_messages)
        """

    private static let traffic = difference(
        "rollups.traffic", of: "SELECT * FROM staff_traffic",
        from: """
            SELECT 1, day, staff, department, \(trafficSums) FROM traffic_rollups
            GROUP BY day, staff, department
            UNION ALL
            SELECT 7, \(week) AS start, staff, department, \(trafficSums) FROM traffic_rollups
            GROUP BY start, staff, department
            """)
    /// What the touches still tell by themselves: on which day one counts, and whether its token
    /// led somewhere, stands in no row.
    private static let clicks = difference(
        "rollups.clicks",
        of: """
            SELECT staff, sum(clicks_raw) FROM staff_traffic WHERE grain = 1
            GROUP BY staff HAVING sum(clicks_raw) <> 0
            """,
        from: "SELECT staff, count(*) FROM touches WHERE kind = 1 GROUP BY staff")
    private static let visitors = difference(
        "rollups.visitors",
        of: """
            SELECT first_day, staff, sum(visitors) FROM staff_traffic WHERE grain = 1
            GROUP BY first_day, staff HAVING sum(visitors) <> 0
            """,
        from: "SELECT day, staff, count(*) FROM visitor_days GROUP BY day, staff")
    private static let money = difference(
        "rollups.money", of: "SELECT * FROM payee_money",
        from: """
            SELECT 1, day, staff, ifnull(department, ''), currency, kind,
                \(SplitSum.columns("amount_minor"))
            FROM entries GROUP BY day, staff, department, currency, kind
            UNION ALL
            SELECT 7, \(week) AS start, staff, ifnull(department, ''), currency, kind,
                \(SplitSum.columns("amount_minor"))
            FROM entries GROUP BY start, staff, department, currency, kind
            """)
    private static let totals = difference(
        "rollups.totals", of: "SELECT * FROM entry_totals",
        from: """
            SELECT day, currency, \(SplitSum.columns("amount_minor")) FROM entries
            GROUP BY day, currency
            """)

    /// How many rows only one of two selections has.
    private static func difference(
        _ name: StaticString, of kept: String, from source: String
    ) -> Query {
        Query(
            name,
            """
            WITH kept AS (\(kept)), source AS (\(source))
            SELECT (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM source))
                + (SELECT count(*) FROM (SELECT * FROM source EXCEPT SELECT * FROM kept))
            """)
    }

    private static let entriesByOrder = Query(
        "rollups.entries",
        """
        SELECT order_number, staff, department, currency, day, amount_minor FROM entries
        ORDER BY order_number
        """)
    private static let countRows = Query(
        "rollups.orderCounts",
        """
        SELECT grain, first_day, last_day, payee, department, currency, orders FROM order_counts
        """)

    /// Recomputes every sum that is kept for reports from the rows it is of: those of entries from
    /// the entries, those of touches from the sums by link and channel, and as far as they tell it
    /// from touches and visitors. Its time grows with the store; each comparison is a read of its
    /// own, so that none holds up the writer's checkpoints for all of it.
    package func rollupFaults() throws(StoreError) -> [RollupFault] {
        var faults: [RollupFault] = []
        let checks = [
            ("staff_traffic", [Self.traffic, Self.clicks, Self.visitors]),
            ("payee_money", [Self.money]), ("entry_totals", [Self.totals]),
        ]
        for (table, queries) in checks {
            var rows = 0
            for query in queries {
                rows += try file.read { connection throws(StoreError) in
                    try connection(query).first { $0.int(0) } ?? 0
                }
            }
            if rows > 0 { faults.append(RollupFault(table: table, rows: rows)) }
        }
        let rows = try file.read { connection throws(StoreError) in
            try Self.orderCountFaults(connection)
        }
        if rows > 0 { faults.append(RollupFault(table: "order_counts", rows: rows)) }
        return faults
    }

    /// The orders counted anew, one after the other, against the rows.
    private static func orderCountFaults(_ connection: Connection) throws(StoreError) -> Int {
        var counts = OrderCounts()
        var days = OrderDays()
        var current: Int64?
        try connection(entriesByOrder).each { row in
            if current != row.integer(0) {
                counts.change(from: [:], to: days.counts)
                days = OrderDays()
                current = row.integer(0)
            }
            days.add(
                row.staff(1), row.optionalName(2), AmountSum(row.amount(5)), row.currency(3),
                on: row.day(4))
            return .more
        }
        counts.change(from: [:], to: days.counts)
        var expected = counts.rows
        var faults = 0
        try connection(countRows).each { row in
            let key = (0..<6).map { row.value($0) }
            if expected.removeValue(forKey: key) != row.int(6) { faults += 1 }
            return .more
        }
        return faults + expected.count
    }
}
