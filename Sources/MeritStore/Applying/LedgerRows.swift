import MeritCore
import MeritLedger

/// Ledger entries as rows.
enum LedgerRows {
    static let columns = """
        e.number, o.shop, o.order_id, e.line, e.staff, e.department, e.store, e.rule,
            e.amount_minor, e.currency, e.kind, e.policy, e.decision, e.cause, e.period,
            e.business_at, e.hash
        """
    private static let headQuery = Query(
        "entries.head", "SELECT number, hash FROM entries ORDER BY number DESC LIMIT 1")
    private static let byOrder = Query(
        "entries.byOrder",
        """
        SELECT \(columns) FROM entries e JOIN orders o ON o.number = e.order_number
        WHERE e.order_number = ? ORDER BY e.number
        """)
    private static let all = Query(
        "entries.all",
        """
        SELECT \(columns) FROM entries e JOIN orders o ON o.number = e.order_number
        WHERE e.number > ? ORDER BY e.number LIMIT ?
        """)
    private static let byPeriod = Query(
        "entries.byPeriod",
        """
        SELECT \(columns) FROM entries e JOIN orders o ON o.number = e.order_number
        WHERE e.period = ? AND e.number > ? ORDER BY e.number LIMIT ?
        """)

    static func head(_ connection: Connection) throws(StoreError) -> LedgerHead {
        let head = try connection(headQuery).first { row throws(StoreError) in
            LedgerHead(number: row.count(0), hash: try row.digest(1))
        }
        return head ?? .empty
    }

    /// Every entry of an order, by rising number.
    static func all(
        of order: OrderRecord, _ connection: Connection
    ) throws(StoreError) -> [LedgerEntry] {
        try connection(byOrder).all(order.number) { row throws(StoreError) in try entry(row) }
    }

    /// The next entries behind `number`, of one period or of all.
    static func page(
        _ period: Period?, after number: UInt64, limit: Int, _ connection: Connection
    ) throws(StoreError) -> [LedgerEntry] {
        guard let period else {
            return try connection(all).all(number, limit) { row throws(StoreError) in
                try entry(row)
            }
        }
        return try connection(byPeriod).all(period, number, limit) { row throws(StoreError) in
            try entry(row)
        }
    }

    /// Of `columns`.
    static func entry(_ row: Row) throws(StoreError) -> LedgerEntry {
        guard let kind = EntryKind(rawValue: UInt8(truncatingIfNeeded: row.integer(10))) else {
            throw .damaged("entry \(row.integer(0)) has kind \(row.integer(10))")
        }
        return LedgerEntry(
            number: row.count(0), order: row.order(1, 2), line: row.name(3), staff: row.staff(4),
            department: row.optionalName(5), store: row.optionalName(6),
            rule: row.optional(7, row.text), amount: row.amount(8), currency: row.currency(9),
            kind: kind, policy: row.name(11), decision: row.sequence(12), cause: row.sequence(13),
            period: row.period(14), at: row.timestamp(15), hash: try row.digest(16))
    }
}
