import MeritAttribution
import MeritCore

/// What bindings that were made or ended in one fact change about customers.
struct CustomerChange {
    /// The customers concerned as they were and as they are, where no alias became shared or
    /// ceased to be.
    private let before: [OrderCustomer]
    private let after: [OrderCustomer]
    /// Aliases by which every order concerned is found.
    let found: Set<Alias>
    let extent: Extent

    /// Which of the orders found it concerns.
    enum Extent {
        /// Those for which something else is in reach (`difference`).
        case byReach
        /// All: an alias became shared or ceased to be, so touches may belong to others.
        case all
    }

    /// `before` and `after` search directly before and after the fact.
    init(
        of pairs: [AliasPair], _ before: inout CustomerSearch, _ after: inout CustomerSearch
    ) throws(StoreError) {
        let ends = Set(pairs.flatMap { [$0.left.alias, $0.right.alias] })
        var turned: [Alias] = []
        for alias in ends.sorted() where try before.isShared(alias) != after.isShared(alias) {
            turned.append(alias)
        }
        guard turned.isEmpty else {
            self.before = []
            self.after = []
            found = try Self.around(ends, turned, &before, &after)
            extent = .all
            return
        }
        self.before = try before.customers(of: ends)
        self.after = try after.customers(of: ends)
        found = Set((self.before + self.after).flatMap(\.bridges))
        extent = .byReach
    }

    /// Everybody who may see a touch with one of `ends`, or with a neighbour of an alias that
    /// turned: such a touch may have had the alias as its only bridge.
    private static func around(
        _ ends: Set<Alias>, _ turned: [Alias], _ before: inout CustomerSearch,
        _ after: inout CustomerSearch
    ) throws(StoreError) -> Set<Alias> {
        var roots = ends
        for alias in turned {
            roots.formUnion(try before.neighbours(of: alias))
            roots.formUnion(try after.neighbours(of: alias))
        }
        var found = Set(turned)
        for root in roots.sorted() {
            found.formUnion(try before.aliases(ofOrdersSeeing: [root]))
            found.formUnion(try after.aliases(ofOrdersSeeing: [root]))
        }
        return found
    }

    /// What an order with these aliases reached and no longer does, or reaches now.
    func difference(for order: [Alias]) -> Set<Alias> {
        Self.reach(of: order, before).symmetricDifference(Self.reach(of: order, after))
    }

    private static func reach(of order: [Alias], _ customers: [OrderCustomer]) -> Set<Alias> {
        let own = Set(order)
        let customer = customers.first { $0.bridges.contains { own.contains($0) } }
        return Set(customer?.reach ?? [])
    }
}
