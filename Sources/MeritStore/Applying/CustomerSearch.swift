import MeritAttribution
import MeritCore

/// Finds customers by their aliases, as the bindings stood at one position.
struct CustomerSearch {
    private let bindings: StoredBindings
    private var graph: CustomerGraph<StoredBindings>

    /// How many neighbours of an alias that becomes shared, or is no longer, are looked at.
    static let neighboursMax = 1_000

    init(_ connection: Connection, _ settings: IdentitySettings, asOf: Sequence) {
        bindings = StoredBindings(connection: connection, asOf: asOf)
        graph = CustomerGraph(settings: settings, lookup: bindings)
    }

    mutating func isShared(_ alias: Alias) throws(StoreError) -> Bool {
        try graph.isShared(alias)
    }

    /// The customers of those aliases that are bridges, each customer once.
    mutating func customers(
        of aliases: some Swift.Sequence<Alias>
    ) throws(StoreError) -> [OrderCustomer] {
        var customers: [OrderCustomer] = []
        var seen: Set<Alias> = []
        for alias in Set(aliases).sorted() where !seen.contains(alias) {
            guard try graph.isBridge(alias) else { continue }
            let customer = try graph.customer(ofOrder: [alias])
            seen.formUnion(customer.bridges)
            customers.append(customer)
        }
        return customers
    }

    /// The aliases by which an order is found that may see a touch with `aliases`: the bridges of
    /// the customer it belongs to; where it has no bridge, those of every customer that one of its
    /// aliases is bound to, and its own aliases.
    mutating func aliases(
        ofOrdersSeeing touch: some Swift.Sequence<Alias>
    ) throws(StoreError) -> Set<Alias> {
        let bridges = try customers(of: touch).flatMap(\.bridges)
        if !bridges.isEmpty { return Set(bridges) }
        var found: Set<Alias> = []
        for alias in Set(touch).sorted() where try !graph.isShared(alias) {
            found.insert(alias)
            found.formUnion(try customers(of: try neighbours(of: alias)).flatMap(\.bridges))
        }
        return found
    }

    /// What is bound to an alias directly, rising by kind and value, at most `neighboursMax` of a
    /// kind.
    func neighbours(of alias: Alias) throws(StoreError) -> [Alias] {
        var found: [Alias] = []
        for kind in AliasKind.allCases {
            found += try bindings.aliases(kind, boundTo: alias, limit: Self.neighboursMax)
        }
        return found
    }
}
