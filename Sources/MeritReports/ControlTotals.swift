package import MeritCore
package import MeritStore

/// What every report of some days ties out to, in one currency.
package struct ControlTotals: Hashable, Sendable {
    package let currency: Currency
    /// All entries of the report's days, summed by the store on their own.
    package let netBase: AmountSum
    /// Those of people and houses.
    package let credited: AmountSum
    /// Those of payee 0.
    package let unattributed: AmountSum

    package init(
        currency: Currency, netBase: AmountSum, credited: AmountSum, unattributed: AmountSum
    ) {
        self.currency = currency
        self.netBase = netBase
        self.credited = credited
        self.unattributed = unattributed
    }

    /// Always 0.
    package var difference: AmountSum { check.difference }

    package var check: ControlCheck {
        ControlCheck(
            currency: currency, whole: .init("net_base", netBase),
            parts: [.init("credited", credited), .init("unattributed", unattributed)])
    }
}

extension ReportBasis {
    /// By currency; empty when the days have no entry. Where a report's rows are the entries of
    /// payee 0, `unattributed` are the sums of its rows.
    func totals(unattributed rows: [Currency: AmountSum]? = nil) -> [ControlTotals] {
        let currencies = Set(totals.map(\.currency)).union(rows?.keys.map(\.self) ?? [])
        return currencies.sorted().map { currency in
            let own = parts.filter { $0.currency == currency }
            let nobody = own.filter { $0.attribution == .unattributed }.map(\.amount).total()
            return ControlTotals(
                currency: currency,
                netBase: totals.filter { $0.currency == currency }.map(\.amount).total(),
                credited: own.filter { $0.attribution == .credited }.map(\.amount).total(),
                unattributed: rows.map { $0[currency] ?? .zero } ?? nobody)
        }
    }
}
