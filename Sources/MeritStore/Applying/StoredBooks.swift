import MeritAttribution
import MeritCommands
import MeritCore
import MeritLedger
import MeritOrders

/// The books as commands ask for them, inside the transaction that applies the command.
struct StoredBooks: CommandLookup {
    private let connection: Connection
    private let directory: Directory

    /// How many bad records are named to whom they keep from closing.
    private static let badRecordsMax = 100

    private static let latestT = Query(
        "orders.latestJudged", "SELECT max(judging_at) FROM orders WHERE judging_at IS NOT NULL")
    private static let latestCreated = Query(
        "orders.latestCreated", "SELECT max(created_at) FROM orders WHERE decision IS NOT NULL")
    private static let openAdjustment = Query(
        "adjustments.open",
        "SELECT number FROM adjustments WHERE order_number = ? AND state = 0")
    private static let firstOpenPeriod = Query(
        "entries.firstPeriod", "SELECT min(period) FROM entries WHERE period > ?")
    private static let lastPeriod = Query("entries.lastPeriod", "SELECT max(period) FROM entries")
    private static let unjudged = Query(
        "pendingJudgements.before",
        """
        SELECT count(*) FROM pending_judgements p JOIN orders o ON o.number = p.order_number
        WHERE p.judging_at < ?1 OR o.judging_at < ?1 OR o.booked_at < ?1
        """)
    private static let due = Query(
        "dueOrders.before",
        """
        SELECT count(*) FROM due_orders d JOIN orders o ON o.number = d.order_number
        WHERE coalesce(o.booked_at, o.judging_at) < ?1 OR EXISTS (
            SELECT 1 FROM entries e WHERE e.order_number = d.order_number AND e.period <= ?2)
        """)
    private static let lastEntry = Query(
        "entries.lastOfPeriod", "SELECT max(number) FROM entries WHERE period = ?")
    private static let badRecords = Query(
        "badRecords.openBetween",
        """
        SELECT sequence FROM bad_records
        WHERE resolution IS NULL AND recorded_at >= ? AND recorded_at < ? ORDER BY sequence
        """)
    private static let appeals = Query(
        "adjustments.openBefore",
        """
        SELECT a.number, a.sequence FROM adjustments a JOIN orders o ON o.number = a.order_number
        WHERE a.state = 0 AND coalesce(o.booked_at, o.judging_at) < ? ORDER BY a.number
        """)

    init(_ applier: Applier) {
        connection = applier.connection
        directory = applier.memory.directory
    }

    func latestJudged() throws(StoreError) -> Timestamp? {
        var latest: [Timestamp?] = []
        for query in [Self.latestT, Self.latestCreated] {
            latest += try connection(query).all { $0.optional(0, $0.timestamp) }
        }
        return latest.compactMap(\.self).max()
    }

    func book(of order: OrderKey) throws(StoreError) -> OrderBook? {
        guard let record = try OrderRecord.find(order, connection),
            let sequence = record.decision, let judgedAt = record.judgedAt,
            let decision = try DecisionRow.find(sequence, connection)?.decision,
            let policy = directory.policies.policy(decision.policy),
            let state = try record.state(through: .last, connection)
        else { return nil }
        let base = state.net(at: .distantFuture).base(
            policy.creditBase, excluding: policy.excludedCategories)
        return OrderBook(
            decision: sequence, judgedAt: judgedAt, bookedAt: record.bookedAt,
            netBase: base.reduce(into: .zero) { $0 += $1.amount }, currency: record.currency)
    }

    func adjustment(_ number: AdjustmentNumber) throws(StoreError) -> AdjustmentRow? {
        try BookRows.adjustment(number, connection)
    }

    func lastAdjustment() throws(StoreError) -> AdjustmentNumber? {
        try BookRows.lastAdjustment(connection)
    }

    func openAdjustment(of order: OrderKey) throws(StoreError) -> AdjustmentNumber? {
        guard let record = try OrderRecord.find(order, connection) else { return nil }
        return try connection(Self.openAdjustment).first(record.number) { $0.adjustment(0) }
    }

    func rerun(_ number: RerunNumber) throws(StoreError) -> RerunRow? {
        try BookRows.rerun(number, connection)
    }

    func lastRerun() throws(StoreError) -> RerunNumber? { try BookRows.lastRerun(connection) }

    func closing(of period: Period) throws(StoreError) -> ClosingMaterial {
        let calendar = directory.calendar
        let end = calendar.end(of: period)
        let bad = try connection(Self.badRecords).all(calendar.start(of: period), end) {
            $0.sequence(0)
        }
        // Periods begin at 0001-01, so that of nothing closed lies before all.
        let closed = directory.closedThrough ?? Period.first.previous
        let oldest = try connection(Self.firstOpenPeriod).first(closed) {
            $0.optional(0, $0.period)
        }
        var appeals: [AdjustmentNumber] = []
        var latest = bad.last
        try connection(Self.appeals).each(end) { row in
            appeals.append(row.adjustment(0))
            latest = max(latest ?? .zero, row.sequence(1))
            return .more
        }
        return ClosingMaterial(
            oldestOpen: oldest ?? nil,
            unjudged: try connection(Self.unjudged).first(end) { $0.int(0) } ?? 0,
            due: try connection(Self.due).first(end, period) { $0.int(0) } ?? 0,
            badRecords: Array(bad.prefix(Self.badRecordsMax)), badRecordCount: bad.count,
            appeals: appeals,
            head: try connection(Self.lastEntry).first(period) { $0.count(0) } ?? 0,
            proposal: try BookRows.closeProposal(of: period, connection), latestWaived: latest)
    }

    func lastEntryPeriod() throws(StoreError) -> Period? {
        let last = try connection(Self.lastPeriod).first { $0.optional(0, $0.period) }
        return last ?? nil
    }

    func binding(_ left: Alias, _ right: Alias) throws(StoreError) -> BindingState {
        guard let number = try AliasNumbers.number(of: left, connection) else { return .notBound }
        let alias = NumberedAlias(number: number, alias: left)
        return try Bindings.isBound(alias, to: right, connection) ? .bound : .notBound
    }
}
