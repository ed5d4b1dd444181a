package import MeritCore
package import MeritStore

/// What figures of a report must tie out to: a whole that is summed on its own, and its parts.
package struct ControlCheck: Hashable, Sendable {
    /// Nil for counts.
    package let currency: Currency?
    package let whole: Figure
    package let parts: [Figure]

    /// A named sum, in minor units or, without a currency, a count.
    package struct Figure: Hashable, Sendable {
        package let name: String
        package let amount: AmountSum

        package init(_ name: String, _ amount: AmountSum) {
            self.name = name
            self.amount = amount
        }
    }

    package init(currency: Currency?, whole: Figure, parts: [Figure]) {
        self.currency = currency
        self.whole = whole
        self.parts = parts
    }

    /// Always 0; anything else means that the report left something out or counted it twice.
    package var difference: AmountSum { whole.amount - parts.map(\.amount).total() }

    /// Whole, parts and `difference`, in the order they are shown.
    var figures: [Figure] { [whole] + parts + [Figure("difference", difference)] }
}
