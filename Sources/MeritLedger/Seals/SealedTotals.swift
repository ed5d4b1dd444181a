package import MeritCore

/// What a sealed month's figures tie out to, in one currency.
package struct SealedTotals: Hashable, Sendable {
    package let currency: Currency
    package let entries: UInt64
    /// All entries, one after the other.
    package let netBase: Int128
    /// The rows of people and house accounts.
    package let credited: Int128
    /// The rows of payee 0.
    package let unattributed: Int128
    /// The rows by department, and those by order, each summed on their own.
    let byDepartment: Int128
    let byOrder: Int128

    /// Always 0: anything else means that the figures left something out or counted it twice.
    package var difference: Int128 { netBase - credited - unattributed }

    /// True where by payee, by department and by order the figures sum to the entries.
    package var tieOut: Bool { difference == 0 && byDepartment == netBase && byOrder == netBase }

    /// The four totals in their order.
    var named: [Named] {
        [
            Named(name: "net_base", amount: netBase), Named(name: "credited", amount: credited),
            Named(name: "unattributed", amount: unattributed),
            Named(name: "difference", amount: difference),
        ]
    }

    struct Named {
        let name: String
        let amount: Int128
    }
}
