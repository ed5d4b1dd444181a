package import MeritCore
package import MeritJournal
package import MeritLedger

/// What every report of some days ends with: what its figures tie out to, and of which state of the
/// books they are.
package struct ReportBasis: Hashable, Sendable {
    package let days: DayRange
    /// By currency: every entry of the days, from sums that are kept as entries are applied.
    package let totals: [EntryTotal]
    /// By currency: those of them that are of payees, and of payee 0; from the entries.
    package let parts: [AttributedTotal]
    package let head: LedgerHead
    package let applied: JournalMark

    package init(
        days: DayRange, totals: [EntryTotal], parts: [AttributedTotal], head: LedgerHead,
        applied: JournalMark
    ) {
        self.days = days
        self.totals = totals
        self.parts = parts
        self.head = head
        self.applied = applied
    }
}

/// The sum of the entries in a currency that are, or are not, of a payee.
package struct AttributedTotal: Hashable, Sendable {
    package let currency: Currency
    package let attribution: Attribution
    package let amount: AmountSum
}

/// Rows of a report with what they tie out to, from one snapshot.
package struct Reported<Content: Sendable>: Sendable {
    package let content: Content
    package let basis: ReportBasis
}

extension Store {
    private static let parts = Query(
        "report.parts",
        """
        SELECT currency, staff = 0, \(SplitSum.columns("amount_minor")) FROM entries
        WHERE day BETWEEN ? AND ? GROUP BY currency, staff = 0 ORDER BY currency, staff = 0
        """)

    /// What `read` finds in one snapshot, with the basis of the same snapshot.
    func reported<Content: Sendable>(
        on days: DayRange, _ read: (Connection) throws(StoreError) -> Content
    ) throws(StoreError) -> Reported<Content> {
        try file.read { connection throws(StoreError) in
            Reported(
                content: try read(connection),
                basis: ReportBasis(
                    days: days, totals: try Self.entryTotals(of: days, connection),
                    parts: try connection(Self.parts).all(days.first, days.last) { row in
                        AttributedTotal(
                            currency: row.currency(0),
                            attribution: row.integer(1) == 0 ? .credited : .unattributed,
                            amount: row.sum(2))
                    },
                    head: try LedgerRows.head(connection),
                    applied: try Cursor.load(connection).mark))
        }
    }
}
