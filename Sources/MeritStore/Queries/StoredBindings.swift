import MeritAttribution
import MeritCore

/// The bindings as they stood when every fact up to `asOf` had been applied.
struct StoredBindings: BindingLookup {
    let connection: Connection
    let asOf: Sequence
    /// Answers of the same position.
    let memory: BindingMemory

    /// `memory` is of `asOf`, of this snapshot or of another one.
    init(connection: Connection, asOf: Sequence, memory: BindingMemory = BindingMemory()) {
        self.connection = connection
        self.asOf = asOf
        self.memory = memory
    }

    /// How many neighbours of one alias are remembered; most have two or three.
    private static let rememberedMax = 64

    private static let neighbours = Query(
        "bindings.neighbours",
        """
        SELECT other_kind, other_high, other_low FROM bindings
        WHERE alias = ?1 AND since <= ?2 AND until > ?2
        ORDER BY other_kind, other_high, other_low LIMIT ?3
        """)
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
        SELECT v.number FROM aliases v WHERE v.number IN (
            SELECT t.visitor FROM touches t
                WHERE t.source = 1 AND t.sequence = ?1 AND t.node = ?2 AND t.sequence <= ?4
            UNION
            SELECT t.visitor FROM touch_aliases a JOIN touches t ON t.sequence = a.touch
                WHERE a.alias = ?3 AND a.touch <= ?4)
        """)

    func aliases(
        _ kind: AliasKind, boundTo alias: Alias, limit: Int
    ) throws(StoreError) -> [Alias] {
        guard let number = try memory.number(of: alias, connection) else { return [] }
        let bound = try bound(kind, to: alias, number, limit)
        let touched = try touched(kind, alias, number, limit)
        if touched.isEmpty { return bound }
        return Array(Set(bound + touched).sorted().prefix(limit))
    }

    private func bound(
        _ kind: AliasKind, to alias: Alias, _ number: Int64, _ limit: Int
    ) throws(StoreError) -> [Alias] {
        let known = try memory.neighbours(of: alias) { () throws(StoreError) in
            try neighbours(of: number)
        }
        if case .all(let aliases) = known {
            return Array(aliases.lazy.filter { $0.kind == kind }.prefix(limit))
        }
        return try connection(Self.bound).all(number, kind.rawValue, asOf, limit) { row in
            Alias(
                kind: kind, high: Bindings.unsigned(row.integer(0)),
                low: Bindings.unsigned(row.integer(1)))
        }
    }

    private func neighbours(of number: Int64) throws(StoreError) -> BindingMemory.Neighbours {
        let limit = Self.rememberedMax + 1
        var found: [Alias] = []
        var rows = 0
        try connection(Self.neighbours).each(number, asOf, limit) { row throws(StoreError) in
            rows += 1
            guard let kind = AliasKind(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) else {
                throw .damaged("a binding of alias \(number) has no kind")
            }
            let alias = Alias(
                kind: kind, high: Bindings.unsigned(row.integer(1)),
                low: Bindings.unsigned(row.integer(2)))
            if found.last != alias { found.append(alias) }
            return .more
        }
        return rows < limit ? .all(found) : .many
    }

    /// Visitors and clicks that stand together in touches have no rows of their own, and nothing
    /// withdraws that.
    func touched(
        _ kind: AliasKind, _ alias: Alias, _ number: Int64, _ limit: Int
    ) throws(StoreError) -> [Alias] {
        switch (kind, alias.kind) {
        case (.click, .visitor):
            let numbers = try connection(Self.clicksOfVisitor).all(number, asOf, limit) {
                $0.integer(0)
            }
            var clicks: [Alias] = []
            for number in numbers { clicks.append(try memory.alias(number, connection)) }
            return clicks
        case (.visitor, .click):
            let numbers = try connection(Self.visitorsOfClick).all(
                alias.low, alias.high, number, asOf
            ) { $0.integer(0) }
            var visitors: [Alias] = []
            for number in numbers { visitors.append(try memory.alias(number, connection)) }
            return visitors
        default: return []
        }
    }
}
