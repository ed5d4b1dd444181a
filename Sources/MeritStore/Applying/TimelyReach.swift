import MeritAttribution
import MeritCore

/// What an order reaches without the bindings that customers made too late for it.
///
/// Such a binding is listed for the order and judges nothing again. Yet what the business says
/// later must not count for less because of it: where the order reaches something new by the
/// business's word, it is judged again, though the late binding told the same before.
struct TimelyReach {
    private let number: Int64
    private let aliases: [Alias]
    private let connection: Connection

    private static let isListed = Query(
        "lateEvidence.isListed",
        "SELECT 1 FROM late_evidence WHERE order_number = ? AND reason = 1 LIMIT 1")

    /// `aliases` stand on the order.
    init(_ number: Int64, _ aliases: [Alias], _ connection: Connection) {
        self.number = number
        self.aliases = aliases
        self.connection = connection
    }

    /// What it reached and no longer does, or reaches now, by the fact at `cause`, which confirmed
    /// pairs. Empty where nothing came too late.
    func difference(
        _ settings: IdentitySettings, _ confirmed: [AliasPair], at cause: Sequence
    ) throws(StoreError) -> Set<Alias> {
        guard try connection(Self.isListed).first(number, as: { _ in true }) != nil else {
            return []
        }
        let before = try reach(
            settings,
            TimelyBindings(
                order: number, asOf: Sequence(cause.value - 1), confirmed: confirmed,
                connection: connection))
        let after = try reach(
            settings,
            TimelyBindings(order: number, asOf: cause, confirmed: [], connection: connection))
        return before.symmetricDifference(after)
    }

    private func reach(
        _ settings: IdentitySettings, _ bindings: TimelyBindings
    ) throws(StoreError) -> Set<Alias> {
        var graph = CustomerGraph(settings: settings, lookup: bindings)
        return Set(try graph.customer(ofOrder: aliases).reach)
    }
}

/// The bindings as they stood at a position, without those that only customers told, too late for
/// an order.
private struct TimelyBindings: BindingLookup {
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
