import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger

extension Applier {
    private static let insertEntry = Query(
        "entries.insert",
        """
        INSERT INTO entries (number, posting, order_number, line, staff, department, store, rule,
            amount_minor, currency, kind, policy, decision, cause, period, business_at, day, hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let decisionExists = Query(
        "decisions.exists", "SELECT 1 FROM decisions WHERE sequence = ? AND order_number = ?")
    private static let serve = Query(
        "dueOrders.serve",
        """
        UPDATE due_orders SET
            first = CASE WHEN first <= ?1 THEN NULL ELSE first END,
            adjustment = CASE WHEN adjustment <= ?1 THEN NULL ELSE adjustment END,
            rejudge = CASE WHEN rejudge <= ?1 THEN NULL ELSE rejudge END,
            reversal = CASE WHEN reversal <= ?1 THEN NULL ELSE reversal END,
            edit = CASE WHEN edit <= ?1 THEN NULL ELSE edit END,
            formerly = CASE WHEN adjustment <= ?1 THEN NULL ELSE formerly END
        WHERE order_number = ?2 AND coalesce(decided, 0) <= ?1
        """)
    private static let follow = Query(
        "dueOrders.follow",
        """
        UPDATE due_orders SET formerly =
            (SELECT max(sequence) FROM decisions WHERE order_number = ?2 AND sequence <= ?1)
        WHERE order_number = ?2 AND adjustment IS NOT NULL AND decided > ?1 AND ?1 > 0
        """)
    private static let removeServed = Query(
        "dueOrders.removeServed",
        """
        DELETE FROM due_orders WHERE order_number = ? AND first IS NULL AND adjustment IS NULL
            AND rejudge IS NULL AND reversal IS NULL AND edit IS NULL
        """)

    /// The entries exist from here on, all of them or, where one does not continue the chain, none.
    /// An order that something later made due stays due. A posting that was computed before a close
    /// and is read back behind it counts as if it had not been made where one of its entries lies
    /// in a closed month: its orders stay due, and what they are due goes to the oldest open one.
    mutating func apply(_ posting: Posting, _ record: Record) throws(StoreError) {
        if let closed = memory.directory.closedThrough,
            posting.entries.contains(where: { $0.period <= closed })
        {
            return
        }
        var head = memory.ledger
        var orders: [OrderKey: OrderRecord] = [:]
        for entry in posting.entries {
            if let fault = head.advance(over: entry) {
                return try keepBad(record, .brokenChain, detail: "\(fault)")
            }
            if entry.amount == .zero {
                return try keepBad(record, .malformed, detail: "entry \(entry.number) of 0")
            }
            if orders[entry.order] == nil {
                orders[entry.order] = try OrderRecord.find(entry.order, connection)
            }
            guard let order = orders[entry.order], try isDecided(order, by: entry.decision) else {
                return try keepBad(record, .unknownOrder, detail: "entry on \(entry.order)")
            }
        }
        let booked = posting.entries.compactMap {
            bookedEntry($0, of: orders[$0.order], record)
        }
        try bookSums.add(booked, connection)
        for entry in booked { try insert(entry, record) }
        memory.ledger = head
        for key in posting.unchanged where orders[key] == nil {
            orders[key] = try OrderRecord.find(key, connection)
        }
        for order in orders.values { try serve(order, asOf: posting.asOf) }
    }

    private func isDecided(
        _ order: OrderRecord, by decision: Sequence
    ) throws(StoreError) -> Bool {
        try connection(Self.decisionExists).first(decision, order.number) { _ in true } ?? false
    }

    private func bookedEntry(
        _ entry: LedgerEntry, of order: OrderRecord?, _ record: Record
    ) -> BookedEntry? {
        guard let order else { return nil }
        let day = memory.directory.calendar.reportDay(
            at: entry.at, in: entry.period, recordedAt: record.time)
        return BookedEntry(content: entry, order: order.number, day: day)
    }

    private func insert(_ booked: BookedEntry, _ record: Record) throws(StoreError) {
        let entry = booked.content
        try connection(Self.insertEntry).run(
            entry.number, record.sequence, booked.order, entry.line, entry.staff,
            entry.department, entry.store, entry.rule, entry.amount, entry.currency,
            entry.kind.rawValue, entry.policy, entry.decision, entry.cause, entry.period,
            entry.at, booked.day, entry.hash)
    }

    private func serve(_ order: OrderRecord, asOf: Sequence) throws(StoreError) {
        try connection(Self.serve).run(asOf, order.number)
        // An adjustment that the posting did not know follows on what it posted.
        try connection(Self.follow).run(asOf, order.number)
        try connection(Self.removeServed).run(order.number)
    }
}
