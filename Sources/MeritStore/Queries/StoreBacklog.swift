/// What the worker has still to do, and what people have.
package struct StoreBacklog: Hashable, Sendable {
    /// Orders that are to be judged.
    package let pending: Int
    /// Orders whose entries are to be computed anew.
    package let due: Int
    /// Bad records that nobody dealt with.
    package let badOpen: Int
}

extension Store {
    private static let backlogCount = Query(
        "store.backlog",
        """
        SELECT (SELECT count(*) FROM pending_judgements), (SELECT count(*) FROM due_orders),
            (SELECT count(*) FROM bad_records WHERE resolution IS NULL)
        """)

    /// Counts what is open: its time grows with that alone, not with the store.
    package func backlog() throws(StoreError) -> StoreBacklog {
        let backlog = try file.read { connection throws(StoreError) in
            try connection(Self.backlogCount).first { row in
                StoreBacklog(pending: row.int(0), due: row.int(1), badOpen: row.int(2))
            }
        }
        guard let backlog else { throw .damaged("counting gave no row") }
        return backlog
    }
}
