import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger

/// What the writer keeps in memory between transactions. All of it stands in the database too:
/// after a transaction that failed it is loaded anew.
struct StoreMemory {
    var aliases: AliasNumbers
    var nextOrder: Int64
    var directory: Directory
    var ledger: LedgerHead
    /// The last fact that was applied.
    var through: Sequence
    var orders = FoldedOrders()
    /// At or behind T of every order that has a decision or waits for one: what happened after it
    /// concerns none of them. It may lie further behind than need be, never before.
    var latestInstant: Timestamp
    /// The latest row of staff, departments, links or revocations.
    var latestDirectoryRow: Sequence
    /// Every alias that is a staff member's own, now or at another time.
    var staffAliases: Set<Alias>

    /// The position of the latest judgement that counted nothing. The others of its append stand
    /// in the same batch, so this need not outlive a transaction that failed.
    var overtakenAsOf: Sequence?

    private static let lastOrder = Query(
        "orders.next", "SELECT coalesce(max(number), 0) + 1 FROM orders")
    private static let lastInstants = Query(
        "orders.latestInstants",
        """
        SELECT max(judging_at) FROM orders WHERE judging_at IS NOT NULL
        UNION ALL SELECT max(judging_at) FROM pending_judgements
        """)
    private static let lastRows = Query(
        "directory.latestRow",
        """
        SELECT max(sequence) FROM staff UNION ALL SELECT max(sequence) FROM departments
        UNION ALL SELECT max(sequence) FROM staff_revocations
        UNION ALL SELECT max(sequence) FROM link_revocations
        UNION ALL SELECT sequence FROM links WHERE link = (SELECT max(link) FROM links)
        """)

    init(_ connection: Connection) throws(StoreError) {
        aliases = try AliasNumbers(connection)
        nextOrder = try connection(Self.lastOrder).first { $0.integer(0) } ?? 1
        directory = try DirectoryRows.load(connection)
        ledger = try LedgerRows.head(connection)
        through = try Cursor.load(connection).mark.sequence
        let instants = try connection(Self.lastInstants).all { $0.optional(0, $0.timestamp) }
        latestInstant = instants.compactMap(\.self).max() ?? .distantPast
        let rows = try connection(Self.lastRows).all { $0.optional(0, $0.sequence) }
        latestDirectoryRow = rows.compactMap(\.self).max() ?? .zero
        staffAliases = []
        for staff in directory.staffNumbers {
            for row in directory.rows(of: staff) { staffAliases.formUnion(row.aliases) }
        }
    }

    /// False where nobody's purchases matter to a judgement: no published policy has a relation.
    var hasRelations: Bool { directory.policies.rows.contains { $0.policy.relation != nil } }
}
