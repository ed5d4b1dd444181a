package import MeritAttribution
package import MeritCore

/// A period of the books: how far its close has come.
package struct PeriodRow: Hashable, Sendable {
    package let period: Period
    /// How many entries it has.
    package let entries: UInt64
    package let state: State
    /// The latest one; nil where there is none.
    package let proposal: CloseProposalRow?
    /// Nil while it is open.
    package let closing: ClosingRow?
    package let seal: PeriodSealed?

    package enum State: String, Sendable {
        case open
        /// Somebody proposed to close it.
        case proposed
        case closed
        /// Closed, and its files and totals are fixed.
        case sealed
    }
}

extension Store {
    private static let known = Query(
        "periods.known",
        """
        SELECT period, sum(entries) FROM (
            SELECT period, count(*) AS entries FROM entries GROUP BY period
            UNION ALL SELECT period, 0 FROM close_proposals
            UNION ALL SELECT period, 0 FROM closings)
        GROUP BY period ORDER BY period
        """)
    private static let closing = Query(
        "closings.find", "SELECT \(BookRows.closingColumns) FROM closings WHERE period = ?")
    private static let unsealed = Query(
        "closings.unsealed",
        """
        SELECT \(BookRows.closingColumns) FROM closings
        WHERE period NOT IN (SELECT period FROM seals) ORDER BY period LIMIT 1
        """)
    private static let sealByPeriod = Query(
        "seals.find", "SELECT sequence, version, body FROM seals WHERE period = ?")
    private static let allSeals = Query(
        "seals.all", "SELECT sequence, version, body FROM seals ORDER BY period")

    /// Every period with entries, a proposal or a closing, rising. Counts entries: its time grows
    /// with the ledger.
    package func periods() throws(StoreError) -> [PeriodRow] {
        try file.read { connection throws(StoreError) in
            let known = try connection(Self.known).all { row in
                Known(period: row.period(0), entries: row.count(1))
            }
            var rows: [PeriodRow] = []
            for known in known { rows.append(try Self.row(known, connection)) }
            return rows
        }
    }

    private struct Known {
        let period: Period
        let entries: UInt64
    }

    private static func row(
        _ known: Known, _ connection: Connection
    ) throws(StoreError) -> PeriodRow {
        let proposal = try BookRows.closeProposal(of: known.period, connection)
        let closing = try connection(closing).first(known.period) { BookRows.closing($0) }
        let seal = try seal(of: known.period, connection)
        let state: PeriodRow.State =
            if seal != nil {
                .sealed
            } else if closing != nil { .closed } else { proposal == nil ? .open : .proposed }
        return PeriodRow(
            period: known.period, entries: known.entries, state: state, proposal: proposal,
            closing: closing, seal: seal)
    }

    /// The oldest closed period that has no seal yet.
    package func pendingSeal() throws(StoreError) -> ClosingRow? {
        try file.read { connection throws(StoreError) in
            try connection(Self.unsealed).first { BookRows.closing($0) }
        }
    }

    /// Nil while the period is open or its seal is still to be made.
    package func seal(of period: Period) throws(StoreError) -> PeriodSealed? {
        try file.read { connection throws(StoreError) in try Self.seal(of: period, connection) }
    }

    private static func seal(
        of period: Period, _ connection: Connection
    ) throws(StoreError) -> PeriodSealed? {
        try connection(sealByPeriod).first(period) { row throws(StoreError) in try seal(row) }
    }

    /// Every seal, by period.
    package func seals() throws(StoreError) -> [PeriodSealed] {
        try file.read { connection throws(StoreError) in
            try connection(Self.allSeals).all { row throws(StoreError) in try Self.seal(row) }
        }
    }

    private static func seal(_ row: Row) throws(StoreError) -> PeriodSealed {
        do {
            return try PeriodSealed(
                version: UInt8(truncatingIfNeeded: row.integer(1)), publicBody: row.bytes(2)[...],
                personalBody: nil)
        } catch {
            throw .damaged("the seal in record \(row.integer(0)) cannot be read: \(error)")
        }
    }
}
