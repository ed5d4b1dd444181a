import MeritCore
import MeritLedger

/// An entry with the row of its order and the business day on which reports count it.
struct BookedEntry {
    let content: LedgerEntry
    let order: Int64
    let day: CivilDate
}

/// What is kept of entries for reports, in memory for one transaction.
struct BookSums {
    private var money = PayeeMoney()
    private var orders = OrderCounts()

    /// Adds a posting's entries, which have no rows yet: what their orders had is read from those.
    mutating func add(
        _ booked: [BookedEntry], _ connection: Connection
    ) throws(StoreError) {
        for (order, entries) in Dictionary(grouping: booked, by: \.order) {
            var days = try OrderDays(of: order, connection)
            let before = days.counts
            for entry in entries {
                let content = entry.content
                days.add(
                    content.staff, content.department, AmountSum(content.amount),
                    content.currency, on: entry.day)
            }
            orders.change(from: before, to: days.counts)
        }
        for entry in booked { money.add(entry.content, on: entry.day) }
        try EntryTotals.add(booked, connection)
    }

    /// Adds the sums to the rows and starts again from nothing.
    mutating func flush(_ connection: Connection) throws(StoreError) {
        try money.flush(connection)
        try orders.flush(connection)
    }
}
