import MeritAttribution
import MeritCore
package import MeritLedger

/// Bad records that were recorded on some days, and how many there are by what became of them.
package struct ReceivedBadRecords: Hashable, Sendable {
    /// As recorded.
    package let rows: [BadRecordRow]
    /// All of them, counted by a statement of its own.
    package let count: Int
}

extension Store {
    private static let received = Query(
        "report.badRecords",
        """
        SELECT \(BadRecordRow.columns) FROM bad_records
        WHERE recorded_at >= ? AND recorded_at < ? ORDER BY sequence LIMIT ?
        """)
    private static let receivedCount = Query(
        "report.badRecordCount",
        "SELECT count(*) FROM bad_records WHERE recorded_at >= ? AND recorded_at < ?")

    /// Open ones and others; at most `limit`.
    package func badRecords(
        receivedOn days: DayRange, limit: Int
    ) throws(StoreError) -> Reported<ReceivedBadRecords> {
        let start = directory.calendar.start(of: days.first)
        let end = directory.calendar.end(of: days.last)
        return try reported(on: days) { connection throws(StoreError) in
            ReceivedBadRecords(
                rows: try connection(Self.received).all(start, end, limit) {
                    row throws(StoreError) in try BadRecordRow(row)
                },
                count: try connection(Self.receivedCount).first(start, end) { $0.int(0) } ?? 0)
        }
    }
}
