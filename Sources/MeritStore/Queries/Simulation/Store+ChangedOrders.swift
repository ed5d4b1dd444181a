package import MeritAttribution
package import MeritCore

extension Store {
    private static let changedBindings = Query(
        "changes.bindings",
        """
        SELECT DISTINCT alias FROM bindings
        WHERE (since > ?1 AND since <= ?2) OR (until > ?1 AND until <= ?2) LIMIT ?3
        """)
    private static let newTouches = Query(
        "changes.touches",
        """
        SELECT sequence, node, source, visitor, click FROM touches
        WHERE sequence > ? AND sequence <= ? LIMIT ?
        """)
    private static let newIdentities = Query(
        "changes.identities",
        "SELECT DISTINCT alias FROM touch_identities WHERE touch > ? AND touch <= ? LIMIT ?")
    private static let splits = Query(
        "changes.splits",
        "SELECT left_alias, right_alias FROM identity_splits WHERE sequence > ? AND sequence <= ?")
    private static let toldOrders = Query(
        "changes.orders",
        """
        SELECT order_number FROM order_events WHERE sequence > ?1 AND sequence <= ?2
        UNION SELECT order_number FROM decisions WHERE sequence > ?1 AND sequence <= ?2
        """)
    private static let lastEntries = Query(
        "changes.entries", "SELECT posting, order_number FROM entries ORDER BY number DESC")
    private static let holding = Query(
        "changes.ordersHolding",
        "SELECT order_number FROM order_aliases WHERE alias = ?1 AND since <= ?3 AND until > ?2")

    /// Aliases that one snapshot follows.
    private static let rootsAtOnce = 200

    /// Numbers of the orders, rising, of which anything that a judgement of touches rests on may
    /// have changed behind `former` and up to `asOf`: what is told of the order, its decisions and
    /// entries, the touches it sees, and who is its customer. Hand-overs, deletions and the
    /// directory are not looked at. Nil where more than `limit` aliases had news: to find them out
    /// would take longer than to read everything. `identity` holds at both positions.
    package func changedOrders(
        behind former: Sequence, asOf: Sequence, _ identity: IdentitySettings, limit: Int
    ) throws(StoreError) -> [Int64]? {
        guard let ends = try changedAliases(behind: former, asOf, limit) else { return nil }
        var orders = try toldOrders(behind: former, asOf)
        var rest = ends.sorted()[...]
        while !rest.isEmpty {
            let part = rest.prefix(Self.rootsAtOnce)
            rest = rest.dropFirst(Self.rootsAtOnce)
            let found = try file.read { connection throws(StoreError) in
                try Self.ordersSeeing(part, behind: former, asOf, identity, connection)
            }
            guard let found else { return nil }
            orders.formUnion(found)
        }
        return orders.sorted()
    }

    private func toldOrders(
        behind former: Sequence, _ asOf: Sequence
    ) throws(StoreError) -> Set<Int64> {
        try file.read { connection throws(StoreError) in
            var orders = Set(try connection(Self.toldOrders).all(former, asOf) { $0.integer(0) })
            // Postings rise with the entries' numbers.
            try connection(Self.lastEntries).each { row in
                guard row.sequence(0) > former else { return .enough }
                orders.insert(row.integer(1))
                return .more
            }
            return orders
        }
    }

    /// Numbers of the aliases that touches, bindings and splits name; nil where there are more than
    /// `limit`.
    private func changedAliases(
        behind former: Sequence, _ asOf: Sequence, _ limit: Int
    ) throws(StoreError) -> Set<Int64>? {
        try file.read { connection throws(StoreError) in
            var ends: Set<Int64> = []
            var touches = 0
            try connection(Self.newTouches).each(former, asOf, limit + 1) {
                row throws(StoreError) in
                guard let node = NodeNumber(row.integer(1)) else {
                    throw .damaged("touch \(row.integer(0)) has no node")
                }
                touches += 1
                if row.integer(3) != 0 { ends.insert(row.integer(3)) }
                if !row.isNull(4) { ends.insert(row.integer(4)) }
                if row.integer(2) == Int64(FactKind.linkClick.rawValue) {
                    ends.insert(AliasNumbers.click(row.sequence(0), of: node))
                }
                return .more
            }
            guard touches <= limit else { return nil }
            for query in [Self.newIdentities, Self.changedBindings] {
                ends.formUnion(try connection(query).all(former, asOf, limit + 1) { $0.integer(0) })
            }
            try connection(Self.splits).each(former, asOf) { row in
                ends.formUnion([row.integer(0), row.integer(1)])
                return .more
            }
            return ends.count <= limit ? ends : nil
        }
    }

    /// Orders that see a touch with one of these aliases, at one of the positions or the other;
    /// where an alias became shared or ceased to be, also those that see one of its neighbours: a
    /// touch may have had the alias as its only bridge. Nil where it has too many.
    private static func ordersSeeing(
        _ ends: ArraySlice<Int64>, behind former: Sequence, _ asOf: Sequence,
        _ identity: IdentitySettings, _ connection: Connection
    ) throws(StoreError) -> Set<Int64>? {
        var before = CustomerSearch(connection, identity, asOf: former)
        var after = CustomerSearch(connection, identity, asOf: asOf)
        var roots: Set<Alias> = []
        for number in ends {
            let alias = try AliasNumbers.alias(number, connection)
            roots.insert(alias)
            guard try before.isShared(alias) != after.isShared(alias) else { continue }
            let neighbours =
                try before.neighbours(of: alias) + after.neighbours(of: alias)
            if neighbours.count >= CustomerSearch.neighboursMax { return nil }
            roots.formUnion(neighbours)
        }
        var found = roots
        for root in roots.sorted() {
            found.formUnion(try before.aliases(ofOrdersSeeing: [root]))
            found.formUnion(try after.aliases(ofOrdersSeeing: [root]))
        }
        var orders: Set<Int64> = []
        for alias in found {
            guard let number = try AliasNumbers.number(of: alias, connection) else { continue }
            orders.formUnion(
                try connection(holding).all(number, former, asOf) { $0.integer(0) })
        }
        return orders
    }
}
