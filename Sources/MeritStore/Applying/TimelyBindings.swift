import MeritAttribution
import MeritCore

/// The bindings as they stood at a position, without those that only customers told, too late for
/// an order.
struct TimelyBindings: BindingLookup {
    let order: Int64
    let asOf: Sequence
    /// Pairs that the fact behind `asOf` confirmed: their rows tell of it already.
    let confirmed: [AliasPair]
    let connection: Connection

    private static let bound = Query(
        "bindings.timely",
        """
        SELECT other_high, other_low,
            since IN (SELECT cause FROM late_evidence WHERE order_number = ?4 AND reason = 1)
        FROM bindings
        WHERE alias = ?1 AND other_kind = ?2 AND since <= ?3 AND until > ?3
            AND NOT (touches = 1 AND orders = 0 AND since IN
                (SELECT cause FROM late_evidence WHERE order_number = ?4 AND reason = 1))
        ORDER BY other_high, other_low LIMIT ?5
        """)

    func aliases(
        _ kind: AliasKind, boundTo alias: Alias, limit: Int
    ) throws(StoreError) -> [Alias] {
        guard let number = try AliasNumbers.number(of: alias, connection) else { return [] }
        var found: [Alias] = []
        try connection(Self.bound).each(number, kind.rawValue, asOf, order, limit) { row in
            let other = Alias(
                kind: kind, high: Bindings.unsigned(row.integer(0)),
                low: Bindings.unsigned(row.integer(1)))
            let wasLate = row.integer(2) != 0 && isConfirmed(alias, other)
            if !wasLate, found.last != other { found.append(other) }
            return .more
        }
        let touched = try StoredBindings(connection: connection, asOf: asOf)
            .touched(kind, alias, number, limit)
        if touched.isEmpty { return found }
        return Array(Set(found + touched).sorted().prefix(limit))
    }

    private func isConfirmed(_ alias: Alias, _ other: Alias) -> Bool {
        confirmed.contains { pair in
            let ends = (pair.left.alias, pair.right.alias)
            return ends == (alias, other) || ends == (other, alias)
        }
    }
}
