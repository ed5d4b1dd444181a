package import MeritCore
package import MeritOrders

/// Which amounts of an order a policy credits.
package struct NetBasis: Hashable, Sendable {
    package let credited: CreditBase
    /// Lines of these categories have a net base of 0.
    package let excluded: Set<Category>

    package init(_ credited: CreditBase, excluding categories: Set<Category> = []) {
        self.credited = credited
        excluded = categories
    }
}
