import MeritAttribution
import MeritCore

/// The bindings as they stood when every fact up to `asOf` had been applied, in one snapshot.
struct StoredBindings: BindingLookup {
    let connection: Connection
    let asOf: Sequence

    private static let bound = Query(
        "bindings.bound",
        """
        SELECT other_high, other_low FROM bindings
        WHERE alias = ?1 AND other_kind = ?2 AND since <= ?3 AND until > ?3
        GROUP BY other_high, other_low ORDER BY other_high, other_low LIMIT ?4
        """)
    private static let clicksOfVisitor = Query(
        "touches.clicksOfVisitor",
        """
        SELECT DISTINCT CASE t.source WHEN 1 THEN -(t.node * 562949953421312 + t.sequence)
            ELSE t.click END AS number
        FROM touch_aliases a JOIN touches t ON t.sequence = a.touch
        WHERE a.alias = ?1 AND a.touch <= ?2 AND t.visitor = ?1
            AND (t.source = 1 OR t.click IS NOT NULL)
        ORDER BY number DESC LIMIT ?3
        """)
    private static let visitorsOfClick = Query(
        "touches.visitorsOfClick",
        """
        SELECT v.kind, v.high, v.low FROM aliases v WHERE v.number IN (
            SELECT t.visitor FROM touches t
                WHERE t.source = 1 AND t.sequence = ?1 AND t.node = ?2 AND t.sequence <= ?4
            UNION
            SELECT t.visitor FROM touch_aliases a JOIN touches t ON t.sequence = a.touch
                WHERE a.alias = ?3 AND a.touch <= ?4)
        """)

    func aliases(
        _ kind: AliasKind, boundTo alias: Alias, limit: Int
    ) throws(StoreError) -> [Alias] {
        guard let number = try AliasNumbers.number(of: alias, connection) else { return [] }
        let bound = try connection(Self.bound).all(number, kind.rawValue, asOf, limit) { row in
            Alias(
                kind: kind, high: Bindings.unsigned(row.integer(0)),
                low: Bindings.unsigned(row.integer(1)))
        }
        let touched = try touched(kind, alias, number, limit)
        if touched.isEmpty { return bound }
        return Array(Set(bound + touched).sorted().prefix(limit))
    }

    /// Visitors and clicks that stand together in touches have no rows of their own.
    private func touched(
        _ kind: AliasKind, _ alias: Alias, _ number: Int64, _ limit: Int
    ) throws(StoreError) -> [Alias] {
        switch (kind, alias.kind) {
        case (.click, .visitor):
            let numbers = try connection(Self.clicksOfVisitor).all(number, asOf, limit) {
                $0.integer(0)
            }
            var clicks: [Alias] = []
            for number in numbers { clicks.append(try AliasNumbers.alias(number, connection)) }
            return clicks
        case (.visitor, .click):
            return try connection(Self.visitorsOfClick).all(
                alias.low, alias.high, number, asOf
            ) { row in Alias(kind: .visitor, high: row.count(1), low: row.count(2)) }
        default: return []
        }
    }
}
