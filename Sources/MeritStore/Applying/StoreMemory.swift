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

    private static let lastOrder = Query(
        "orders.next", "SELECT coalesce(max(number), 0) + 1 FROM orders")

    init(_ connection: Connection) throws(StoreError) {
        aliases = try AliasNumbers(connection)
        nextOrder = try connection(Self.lastOrder).first { $0.integer(0) } ?? 1
        directory = try DirectoryRows.load(connection)
        ledger = try LedgerRows.head(connection)
        through = try Cursor.load(connection).mark.sequence
    }
}
