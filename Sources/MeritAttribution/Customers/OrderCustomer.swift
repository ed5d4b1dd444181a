package import MeritCore

/// Whose order it is, as far as aliases tell.
package struct OrderCustomer: Hashable, Sendable {
    /// The customer: the component of the order's bridges, rising; empty where it has none.
    package let bridges: [Alias]
    /// Aliases of the order that are not shared, rising.
    package let own: [Alias]
    /// Aliases that are no bridges and not shared, and are bound to one of `bridges`, rising.
    package let attached: [Alias]
    package let extent: Extent

    /// Whether everything was found.
    package enum Extent: Hashable, Sendable {
        case whole
        /// A limit was reached (`CustomerLimits`): what is here is right, but not all there is.
        case cut
    }

    package init(bridges: [Alias], own: [Alias], attached: [Alias], extent: Extent) {
        self.bridges = bridges
        self.own = own
        self.attached = attached
        self.extent = extent
    }

    /// Every alias that a touch which the order sees may carry, rising, each once.
    package var reach: [Alias] { Set(bridges + own + attached).sorted() }
}

/// How far the search for a customer goes. Beyond a limit the search stops, the same way for the
/// same bindings, and what it found is marked `cut`.
package struct CustomerLimits: Hashable, Sendable {
    /// How many bridges one customer may have.
    package let bridgesMax: Int
    /// How many aliases of one kind, bound to one alias, are followed: the first by value.
    package let boundMax: Int
    /// How many aliases that never merge one customer may have: somebody can open a page with
    /// thousands of cookies, and each is looked at in every judgement.
    package let attachedMax: Int

    package init(bridgesMax: Int, boundMax: Int, attachedMax: Int = 10_000) {
        self.bridgesMax = bridgesMax
        self.boundMax = boundMax
        self.attachedMax = attachedMax
    }

    package static let standard = CustomerLimits(bridgesMax: 1_000, boundMax: 10_000)
}
