package import MeritCore
package import MeritLedger

/// Reversals of some days: those that somebody asked for, and the sum of all.
package struct ReversalFigures: Hashable, Sendable {
    /// By number.
    package let entries: [LedgerEntry]
    /// The sums of the others by currency; short of some where reading ended early.
    package let others: [Currency: AmountSum]
    /// By currency: every reversal of the days.
    package let totals: [EntryTotal]
}

extension Store {
    private static let reversals = Query(
        "report.reversals",
        """
        SELECT \(LedgerRows.columns) FROM entries e JOIN orders o ON o.number = e.order_number
        WHERE e.day BETWEEN ? AND ? AND e.kind = ? ORDER BY e.number
        """)
    private static let reversalTotals = Query(
        "report.reversalTotals",
        """
        SELECT currency, \(SplitSum.columns("amount_minor")) FROM entries
        WHERE day BETWEEN ? AND ? AND kind = ? GROUP BY currency ORDER BY currency
        """)

    /// The reversals of some days that `isWanted`; reading ends behind `limit` of them.
    package func reversals(
        on days: DayRange, limit: Int, where isWanted: (LedgerEntry) -> Bool
    ) throws(StoreError) -> Reported<ReversalFigures> {
        let kind = EntryKind.reversal.rawValue
        return try reported(on: days) { connection throws(StoreError) in
            var wanted: [LedgerEntry] = []
            var others: [Currency: AmountSum] = [:]
            try connection(Self.reversals).each(days.first, days.last, kind) {
                row throws(StoreError) in
                let entry = try LedgerRows.entry(row)
                if isWanted(entry) {
                    wanted.append(entry)
                } else {
                    others[entry.currency, default: .zero] += entry.amount
                }
                return wanted.count < limit ? .more : .enough
            }
            let totals = try connection(Self.reversalTotals).all(days.first, days.last, kind) {
                EntryTotal(currency: $0.currency(0), amount: $0.sum(1))
            }
            return ReversalFigures(entries: wanted, others: others, totals: totals)
        }
    }
}
