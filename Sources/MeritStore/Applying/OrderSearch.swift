import MeritCore

/// Finds the orders that are judged, or are to be, on which certain aliases stand.
struct OrderSearch {
    let connection: Connection

    /// How many orders of one alias are found, those with the highest numbers: an alias on more is
    /// nobody's, and its older orders are not judged again by what it tells.
    static let ordersMax = 10_000

    private static let holding = Query(
        "orderAliases.holding",
        """
        SELECT a.order_number FROM order_aliases a JOIN orders o ON o.number = a.order_number
            LEFT JOIN pending_judgements p ON p.order_number = a.order_number
        WHERE a.alias = ?1 AND a.until = 9223372036854775807
            AND (o.judging_at >= ?2 OR p.judging_at >= ?2)
        ORDER BY a.order_number DESC LIMIT ?3
        """)
    private static let aliasesOf = Query(
        "orderAliases.present",
        """
        SELECT alias FROM order_aliases
        WHERE order_number = ? AND until = 9223372036854775807
        """)

    /// Numbers of orders whose T, by their decision or as it is waited for, is not before `moment`,
    /// rising, each once.
    func orders(
        holding aliases: some Swift.Sequence<Alias>, from moment: Timestamp
    ) throws(StoreError) -> [Int64] {
        var found: Set<Int64> = []
        for alias in Set(aliases).sorted() {
            guard let number = try AliasNumbers.number(of: alias, connection) else { continue }
            found.formUnion(try orders(holding: number, from: moment))
        }
        return found.sorted()
    }

    /// The same of one alias, falling.
    func orders(
        holding alias: Int64, from moment: Timestamp
    ) throws(StoreError) -> [Int64] {
        try connection(Self.holding).all(alias, moment, Self.ordersMax) { $0.integer(0) }
    }

    /// What stands on an order now.
    func aliases(on order: Int64) throws(StoreError) -> [Alias] {
        var aliases: [Alias] = []
        for number in try connection(Self.aliasesOf).all(order, as: { $0.integer(0) }) {
            aliases.append(try AliasNumbers.alias(number, connection))
        }
        return aliases
    }
}
