import MeritCore

/// Every entry of a day, summed by currency and by nothing else: what a report's rows tie out to.
/// It goes its own way, from each posting at once to the rows.
enum EntryTotals {
    private struct Key: Hashable {
        let day: CivilDate
        let currency: Currency
    }

    private static let add = Query(
        "entryTotals.add",
        """
        INSERT INTO entry_totals (day, currency, upper, lower) VALUES (?, ?, ?, ?)
        ON CONFLICT (day, currency) DO UPDATE SET
            upper = upper + excluded.upper, lower = lower + excluded.lower
        """)

    /// Adds a posting's entries.
    static func add(_ booked: [BookedEntry], _ connection: Connection) throws(StoreError) {
        var sums: [Key: SplitAmount] = [:]
        for entry in booked {
            let key = Key(day: entry.day, currency: entry.content.currency)
            sums[key, default: SplitAmount()].add(entry.content.amount)
        }
        let statement = try connection(add)
        for (key, sum) in sums {
            try statement.run(key.day, key.currency, sum.upper, sum.lower)
        }
    }
}
