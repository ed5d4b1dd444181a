package import MeritAttribution
package import MeritCore

/// Which proposals are listed.
package enum OpenFilter: Hashable, Sendable {
    /// Those that wait for a second person.
    case open
    case all
}

extension Store {
    private static let adjustmentsPage = Query(
        "adjustments.page",
        """
        SELECT \(BookRows.adjustmentColumns)
        FROM adjustments a JOIN orders o ON o.number = a.order_number
        WHERE a.number > ?1 AND (?2 = 0 OR a.state = 0) ORDER BY a.number LIMIT ?3
        """)
    private static let adjustmentsByOrder = Query(
        "adjustments.byOrder",
        """
        SELECT \(BookRows.adjustmentColumns)
        FROM adjustments a JOIN orders o ON o.number = a.order_number
        WHERE a.order_number = ? ORDER BY a.number
        """)
    private static let rerunsPage = Query(
        "reruns.page",
        """
        SELECT \(BookRows.rerunColumns) FROM reruns WHERE number > ? ORDER BY number LIMIT ?
        """)

    /// The next adjustments behind `number`, by number.
    package func adjustments(
        after number: AdjustmentNumber?, limit: Int, _ filter: OpenFilter
    ) throws(StoreError) -> [AdjustmentRow] {
        try file.read { connection throws(StoreError) in
            try connection(Self.adjustmentsPage).all(
                number?.value ?? 0, filter == .open ? 1 : 0, limit
            ) { row throws(StoreError) in try BookRows.adjustment(row) }
        }
    }

    package func adjustment(
        _ number: AdjustmentNumber
    ) throws(StoreError) -> AdjustmentRow? {
        try file.read { connection throws(StoreError) in
            try BookRows.adjustment(number, connection)
        }
    }

    /// Every adjustment that was asked for on an order, by rising number.
    package func adjustments(of order: OrderKey) throws(StoreError) -> [AdjustmentRow] {
        try file.read { connection throws(StoreError) in
            guard let record = try OrderRecord.find(order, connection) else { return [] }
            return try Self.adjustments(of: record, connection)
        }
    }

    static func adjustments(
        of order: OrderRecord, _ connection: Connection
    ) throws(StoreError) -> [AdjustmentRow] {
        try connection(adjustmentsByOrder).all(order.number) { row throws(StoreError) in
            try BookRows.adjustment(row)
        }
    }

    /// The next re-runs behind `number`, by number.
    package func reruns(
        after number: RerunNumber?, limit: Int
    ) throws(StoreError) -> [RerunRow] {
        try file.read { connection throws(StoreError) in
            try connection(Self.rerunsPage).all(number?.value ?? 0, limit) {
                row throws(StoreError) in try BookRows.rerun(row)
            }
        }
    }

    package func rerun(_ number: RerunNumber) throws(StoreError) -> RerunRow? {
        try file.read { connection throws(StoreError) in
            try BookRows.rerun(number, connection)
        }
    }
}
