package import MeritCore

/// What a report's figures must tie out to, in one currency.
package struct ControlTotals: Hashable, Sendable {
    package let currency: Currency
    /// All entries of the report's days, summed by the store on their own.
    package let netBase: MinorAmount
    /// The report's rows of people and houses.
    package let credited: MinorAmount
    /// The report's rows of payee 0.
    package let unattributed: MinorAmount

    package init(
        currency: Currency, netBase: MinorAmount, credited: MinorAmount,
        unattributed: MinorAmount
    ) {
        self.currency = currency
        self.netBase = netBase
        self.credited = credited
        self.unattributed = unattributed
    }

    /// Always 0; anything else means that the report left something out or counted it twice.
    package var difference: MinorAmount { netBase - credited - unattributed }
}
