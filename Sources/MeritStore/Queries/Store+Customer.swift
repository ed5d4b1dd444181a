package import MeritAttribution
package import MeritCore
import MeritJournal

/// What is known of a customer: aliases, and how they came together.
package struct CustomerRow: Hashable, Sendable {
    /// Rising; the one that was asked for is among them.
    package let aliases: [CustomerAlias]
    /// Rising by aliases.
    package let bindings: [CustomerBinding]
    /// Splits between two of the aliases, or one of them and another, in journal order.
    package let splits: [SplitRow]
}

/// One alias of a customer.
package struct CustomerAlias: Hashable, Sendable {
    package let alias: Alias
    package let standing: Standing

    package enum Standing: Hashable, Sendable {
        /// Joins what it is bound to into one customer.
        case joins
        /// Belongs to the customer without joining others to it.
        case attached
        /// Bound to too many people to tell anybody apart.
        case shared

        /// The name in answers.
        package var name: String {
            switch self {
            case .joins: "joins"
            case .attached: "attached"
            case .shared: "shared"
            }
        }
    }
}

/// Two aliases that are bound directly now.
package struct CustomerBinding: Hashable, Sendable {
    /// The lesser of the two.
    package let left: Alias
    package let right: Alias
    /// The first record that bound them; nil for a visitor and its clicks, which touches tell.
    package let since: Sequence?
    package let holder: Holder

    /// What names them both.
    package enum Holder: Hashable, Sendable {
        case touches
        case orders
        case both

        /// The name in answers.
        package var name: String {
            switch self {
            case .touches: "touches"
            case .orders: "orders"
            case .both: "touches_and_orders"
            }
        }
    }
}

extension Store {
    /// The customer of an alias as facts have joined it up to now; where the alias joins nobody,
    /// the aliases that it is bound to directly. Nil where no fact names it.
    package func customer(of alias: Alias) throws(StoreError) -> CustomerRow? {
        let settings = directory.identity
        let asOf = cursor.mark.sequence
        return try file.read { connection throws(StoreError) in
            guard try AliasNumbers.number(of: alias, connection) != nil else { return nil }
            var walk = CustomerWalk(
                StoredBindings(connection: connection, asOf: asOf), settings, connection)
            return try walk.row(from: alias)
        }
    }
}

/// Goes from alias to alias along their bindings.
private struct CustomerWalk {
    private let bindings: StoredBindings
    private let connection: Connection
    private var graph: CustomerGraph<StoredBindings>
    private var pairs: Set<Pair> = []

    /// Of one customer, and of one kind bound to one alias; what lies beyond is left out.
    private static let aliasesMax = 200
    private static let boundMax = 100

    private struct Pair: Hashable {
        let left: Alias
        let right: Alias
    }

    private static let holders = Query(
        "bindings.holders",
        """
        SELECT since, touches, orders FROM bindings
        WHERE alias = ? AND other_kind = ? AND other_high = ? AND other_low = ?
            AND until = 9223372036854775807
        """)
    private static let splits = Query(
        "identitySplits.ofAlias",
        """
        SELECT sequence, left_alias, right_alias FROM identity_splits
        WHERE left_alias = ?1 OR right_alias = ?1 ORDER BY sequence
        """)

    init(_ bindings: StoredBindings, _ settings: IdentitySettings, _ connection: Connection) {
        self.bindings = bindings
        self.connection = connection
        graph = CustomerGraph(settings: settings, lookup: bindings)
    }

    mutating func row(from start: Alias) throws(StoreError) -> CustomerRow {
        var found = [start]
        var seen: Set<Alias> = [start]
        var next = 0
        while next < found.count {
            let alias = found[next]
            next += 1
            let joins = try graph.isBridge(alias)
            guard alias == start || joins else { continue }
            for other in try bound(to: alias) {
                pairs.insert(Pair(left: min(alias, other), right: max(alias, other)))
                guard found.count < Self.aliasesMax, seen.insert(other).inserted else { continue }
                found.append(other)
            }
        }
        return CustomerRow(
            aliases: try standings(found.sorted()), bindings: try holders(),
            splits: try splits(found))
    }

    private func bound(to alias: Alias) throws(StoreError) -> [Alias] {
        var found: [Alias] = []
        for kind in AliasKind.allCases {
            found += try bindings.aliases(kind, boundTo: alias, limit: Self.boundMax)
        }
        return found
    }

    private mutating func standings(_ aliases: [Alias]) throws(StoreError) -> [CustomerAlias] {
        var rows: [CustomerAlias] = []
        for alias in aliases {
            let isShared = try graph.isShared(alias)
            let isBridge = try graph.isBridge(alias)
            rows.append(
                CustomerAlias(
                    alias: alias, standing: isShared ? .shared : isBridge ? .joins : .attached))
        }
        return rows
    }

    private func holders() throws(StoreError) -> [CustomerBinding] {
        var rows: [CustomerBinding] = []
        for pair in pairs.sorted(by: { ($0.left, $0.right) < ($1.left, $1.right) }) {
            rows.append(try holder(pair))
        }
        return rows
    }

    private func holder(_ pair: Pair) throws(StoreError) -> CustomerBinding {
        let told = CustomerBinding(
            left: pair.left, right: pair.right, since: nil, holder: .touches)
        guard let number = try AliasNumbers.number(of: pair.left, connection) else { return told }
        let row = try connection(Self.holders).first(
            number, pair.right.kind.rawValue, Bindings.rising(pair.right.high),
            Bindings.rising(pair.right.low)
        ) { row in
            CustomerBinding(
                left: pair.left, right: pair.right, since: row.sequence(0),
                holder: row.integer(1) == 0 ? .orders : row.integer(2) == 0 ? .touches : .both)
        }
        return row ?? told
    }

    private func splits(_ aliases: [Alias]) throws(StoreError) -> [SplitRow] {
        var rows: Set<SplitRow> = []
        for alias in aliases {
            guard let number = try AliasNumbers.number(of: alias, connection) else { continue }
            let found = try connection(Self.splits).all(number) { row in
                SplitNumbers(
                    recorded: row.sequence(0), left: row.integer(1), right: row.integer(2))
            }
            for split in found {
                rows.insert(
                    SplitRow(
                        recorded: split.recorded,
                        left: try AliasNumbers.alias(split.left, connection),
                        right: try AliasNumbers.alias(split.right, connection)))
            }
        }
        return rows.sorted { $0.recorded < $1.recorded }
    }

    private struct SplitNumbers {
        let recorded: Sequence
        let left: Int64
        let right: Int64
    }
}
