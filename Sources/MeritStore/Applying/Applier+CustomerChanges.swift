import MeritAttribution
import MeritCore
import MeritJournal

extension Applier {
    /// Judges again the orders that other evidence is in reach of since pairs were bound or parted
    /// by a fact, or the business confirmed them; `own` is the order whose event did it.
    mutating func customersChanged(
        _ news: BindingNews, by evidence: Evidence, except own: Int64? = nil
    ) throws(StoreError) {
        let pairs = news.changed + news.confirmed
        guard !pairs.isEmpty, memory.nextOrder > 1 else { return }
        let settings = memory.directory.identity
        var before = CustomerSearch(
            connection, settings, asOf: Sequence(evidence.cause.value - 1))
        var after = CustomerSearch(connection, settings, asOf: evidence.cause)
        let change = try CustomerChange(of: pairs, &before, &after)
        let orders = OrderSearch(connection: connection)
        var reach = ReachOfEvidence(self, beside: evidence.cause)
        for number in try orders.orders(holding: change.found, from: .distantPast)
        where number != own {
            switch change.extent {
            case .all: break
            case .byReach:
                let aliases = try orders.aliases(on: number)
                var difference = change.difference(for: aliases)
                if evidence.origin == .business {
                    difference.formUnion(
                        try TimelyReach(number, aliases, connection)
                            .difference(settings, news.confirmed, at: evidence.cause))
                }
                guard let earliest = try reach.earliest(of: difference),
                    try isJudged(number, at: earliest)
                else { continue }
            }
            try judgeAgain(number, by: evidence)
        }
    }

    /// Whether T of the order, as it was judged or is to be, is not before `moment`.
    private func isJudged(_ number: Int64, at moment: Timestamp) throws(StoreError) -> Bool {
        let judgedAt = try OrderRecord.find(number, connection)?.judgedAt
        let pending = try PendingRow.find(number, connection)?.judgedAt
        return [judgedAt, pending].contains { ($0 ?? .distantPast) >= moment }
    }

    /// A fact tells of the customer with these aliases what happened at `moment`. Aliases bind
    /// nothing here, and only bridges name somebody.
    mutating func customerTold(
        _ aliases: [Alias], at moment: Timestamp, by evidence: Evidence
    ) throws(StoreError) {
        guard moment <= memory.latestInstant, !aliases.isEmpty else { return }
        var search = CustomerSearch(
            connection, memory.directory.identity, asOf: evidence.cause)
        let bridges = try search.customers(of: aliases).flatMap(\.bridges)
        let orders = OrderSearch(connection: connection)
        try judgeAgain(try orders.orders(holding: bridges, from: moment), by: evidence)
    }
}

/// Finds from when on there is anything under an alias that a judgement may read.
struct ReachOfEvidence {
    private let connection: Connection
    private let staffAliases: Set<Alias>
    private let hasRelations: Bool
    /// The fact that put the alias in reach: what it tells itself is looked at apart.
    private let fact: Sequence
    private var known: [Alias: Timestamp?] = [:]

    private static let touched = Query(
        "touchAliases.earliest",
        """
        SELECT touched_at FROM touch_aliases WHERE alias = ? AND touch <> ?
        ORDER BY touched_at LIMIT 1
        """)
    private static let clicked = Query(
        "touches.clickedAt",
        """
        SELECT touched_at FROM touches
        WHERE sequence = ? AND node = ? AND source = 1 AND sequence <> ?
        """)
    private static let handed = Query(
        "handOvers.earliest",
        """
        SELECT min(h.handed_at) FROM hand_over_aliases a JOIN hand_overs h
            ON h.sequence = a.hand_over WHERE a.alias = ? AND h.state = 3
        """)
    private static let deleted = Query(
        "contactDeletions.earliest",
        """
        SELECT min(c.changed_at) FROM contact_deletion_aliases a JOIN contact_changes c
            ON c.sequence = a.deletion WHERE a.alias = ? AND c.change = 2
        """)
    private static let judged = Query(
        "orderAliases.earliestInstant",
        """
        SELECT min(min(coalesce(o.judging_at, p.judging_at), coalesce(p.judging_at, o.judging_at)))
        FROM order_aliases a JOIN orders o ON o.number = a.order_number
            LEFT JOIN pending_judgements p ON p.order_number = a.order_number
        WHERE a.alias = ? AND a.until = 9223372036854775807
        """)

    init(_ applier: Applier, beside fact: Sequence) {
        connection = applier.connection
        staffAliases = applier.memory.staffAliases
        hasRelations = applier.memory.hasRelations
        self.fact = fact
    }

    /// The earliest moment of something under one of `aliases`; nil: there is nothing.
    mutating func earliest(of aliases: Set<Alias>) throws(StoreError) -> Timestamp? {
        var earliest: Timestamp?
        for alias in aliases {
            guard let moment = try self.earliest(of: alias) else { continue }
            earliest = min(earliest ?? moment, moment)
        }
        return earliest
    }

    private mutating func earliest(of alias: Alias) throws(StoreError) -> Timestamp? {
        if let known = known[alias] { return known }
        let found = try look(alias)
        known[alias] = .some(found)
        return found
    }

    private func look(_ alias: Alias) throws(StoreError) -> Timestamp? {
        // A person's own aliases tell self-purchases, whenever they were bound.
        if staffAliases.contains(alias) { return .distantPast }
        guard let number = try AliasNumbers.number(of: alias, connection) else { return nil }
        var moments: [Timestamp?] = [
            try connection(Self.touched).first(number, fact) { $0.timestamp(0) }
        ]
        if alias.kind == .click {
            moments.append(
                try connection(Self.clicked).first(alias.low, alias.high, fact) {
                    $0.timestamp(0)
                })
        }
        for query in [Self.handed, Self.deleted] + (hasRelations ? [Self.judged] : []) {
            let moment = try connection(query).first(number) { $0.optional(0, $0.timestamp) }
            moments.append(moment ?? nil)
        }
        return moments.compactMap(\.self).min()
    }
}
