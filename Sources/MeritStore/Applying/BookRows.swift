import MeritAttribution
import MeritCore

/// Adjustments, re-runs and closes as rows.
enum BookRows {
    private static let putAdjustment = Query(
        "adjustments.put",
        """
        INSERT INTO adjustments (number, sequence, recorded_at, order_number, claim, proposer,
            reason, state, resolved, resolved_at, resolver)
        SELECT ?1, ?2, ?3, o.number, ?6, ?7, ?8, ?9, ?10, ?11, ?12
        FROM orders o WHERE o.shop = ?4 AND o.order_id = ?5
        ON CONFLICT (number) DO UPDATE SET state = excluded.state, resolved = excluded.resolved,
            resolved_at = excluded.resolved_at, resolver = excluded.resolver
        """)
    private static let putRerun = Query(
        "reruns.put",
        """
        INSERT INTO reruns (number, sequence, recorded_at, policy, from_day, to_day, proposer,
            reason, state, resolved, resolved_at, resolver)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (number) DO UPDATE SET state = excluded.state, resolved = excluded.resolved,
            resolved_at = excluded.resolved_at, resolver = excluded.resolver
        """)
    private static let insertProposal = Query(
        "closeProposals.insert",
        """
        INSERT INTO close_proposals (sequence, recorded_at, period, waives, proposer, reason, head)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    private static let insertClosing = Query(
        "closings.insert",
        """
        INSERT INTO closings (period, sequence, recorded_at, proposal, confirmer)
        VALUES (?, ?, ?, ?, ?)
        """)

    static func put(_ row: AdjustmentRow, _ connection: Connection) throws(StoreError) {
        var claim = ByteWriter()
        claim.write(row.claim)
        try connection(putAdjustment).run(
            row.number, row.recorded, row.recordedAt, row.order.shop, row.order.order,
            claim.bytes, row.proposer, row.reason, row.state.rawValue, row.resolved,
            row.resolvedAt, row.resolver)
    }

    static func put(_ row: RerunRow, _ connection: Connection) throws(StoreError) {
        try connection(putRerun).run(
            row.number, row.recorded, row.recordedAt, row.policy, row.from, row.to, row.proposer,
            row.reason, row.state.rawValue, row.resolved, row.resolvedAt, row.resolver)
    }

    static func insert(_ row: CloseProposalRow, _ connection: Connection) throws(StoreError) {
        try connection(insertProposal).run(
            row.recorded, row.recordedAt, row.period, row.waives.rawValue, row.proposer,
            row.reason, row.head)
    }

    static func insert(_ row: ClosingRow, _ connection: Connection) throws(StoreError) {
        try connection(insertClosing).run(
            row.period, row.recorded, row.recordedAt, row.proposal, row.confirmer)
    }

    // MARK: Reading

    static let adjustmentColumns = """
        a.number, a.sequence, a.recorded_at, o.shop, o.order_id, a.claim, a.proposer, a.reason,
            a.state, a.resolved, a.resolved_at, a.resolver
        """
    static let rerunColumns = """
        number, sequence, recorded_at, policy, from_day, to_day, proposer, reason, state,
            resolved, resolved_at, resolver
        """
    static let closingColumns = "sequence, recorded_at, period, proposal, confirmer"

    private static let adjustmentByNumber = Query(
        "adjustments.find",
        """
        SELECT \(adjustmentColumns) FROM adjustments a JOIN orders o ON o.number = a.order_number
        WHERE a.number = ?
        """)
    private static let lastAdjustmentNumber = Query(
        "adjustments.last", "SELECT max(number) FROM adjustments")
    private static let rerunByNumber = Query(
        "reruns.find", "SELECT \(rerunColumns) FROM reruns WHERE number = ?")
    private static let lastRerunNumber = Query("reruns.last", "SELECT max(number) FROM reruns")
    private static let proposalOf = Query(
        "closeProposals.latest",
        """
        SELECT sequence, recorded_at, period, waives, proposer, reason, head FROM close_proposals
        WHERE period = ? ORDER BY sequence DESC LIMIT 1
        """)

    static func adjustment(
        _ number: AdjustmentNumber, _ connection: Connection
    ) throws(StoreError) -> AdjustmentRow? {
        try connection(adjustmentByNumber).first(number) { row throws(StoreError) in
            try adjustment(row)
        }
    }

    static func lastAdjustment(
        _ connection: Connection
    ) throws(StoreError) -> AdjustmentNumber? {
        try connection(lastAdjustmentNumber).first { $0.optional(0, $0.adjustment) } ?? nil
    }

    static func rerun(
        _ number: RerunNumber, _ connection: Connection
    ) throws(StoreError) -> RerunRow? {
        try connection(rerunByNumber).first(number) { row throws(StoreError) in try rerun(row) }
    }

    static func lastRerun(_ connection: Connection) throws(StoreError) -> RerunNumber? {
        try connection(lastRerunNumber).first { $0.optional(0, $0.rerun) } ?? nil
    }

    /// The latest proposal to close a period.
    static func closeProposal(
        of period: Period, _ connection: Connection
    ) throws(StoreError) -> CloseProposalRow? {
        try connection(proposalOf).first(period) { row throws(StoreError) in
            let raw = UInt8(truncatingIfNeeded: row.integer(3))
            guard let waives = CloseProposed.Waives(rawValue: raw) else {
                throw .damaged("close proposal \(row.integer(0)) waives \(raw)")
            }
            return CloseProposalRow(
                recorded: row.sequence(0), recordedAt: row.timestamp(1), period: row.period(2),
                waives: waives, proposer: row.person(4), reason: row.optional(5, row.text),
                head: row.count(6))
        }
    }

    /// Of `adjustmentColumns`.
    static func adjustment(_ row: Row) throws(StoreError) -> AdjustmentRow {
        var claim = ByteReader(row.bytes(5))
        do throws(ByteReader.Fault) {
            return AdjustmentRow(
                number: row.adjustment(0), recorded: row.sequence(1),
                recordedAt: row.timestamp(2), order: row.order(3, 4), claim: try claim.claim(),
                proposer: row.person(6), reason: row.optional(7, row.text),
                state: try row.proposalState(8), resolved: row.optional(9, row.sequence),
                resolvedAt: row.optional(10, row.timestamp),
                resolver: row.optional(11, row.person))
        } catch {
            throw .damaged("adjustment \(row.integer(0)) cannot be read: \(error)")
        }
    }

    /// Of `rerunColumns`.
    static func rerun(_ row: Row) throws(StoreError) -> RerunRow {
        do throws(ByteReader.Fault) {
            return RerunRow(
                number: row.rerun(0), recorded: row.sequence(1), recordedAt: row.timestamp(2),
                policy: row.name(3), from: row.day(4), to: row.day(5), proposer: row.person(6),
                reason: row.optional(7, row.text), state: try row.proposalState(8),
                resolved: row.optional(9, row.sequence),
                resolvedAt: row.optional(10, row.timestamp),
                resolver: row.optional(11, row.person))
        } catch {
            throw .damaged("re-run \(row.integer(0)) cannot be read: \(error)")
        }
    }

    /// Of `closingColumns`.
    static func closing(_ row: Row) -> ClosingRow {
        ClosingRow(
            recorded: row.sequence(0), recordedAt: row.timestamp(1), period: row.period(2),
            proposal: row.sequence(3), confirmer: row.person(4))
    }
}

extension Row {
    func adjustment(_ column: Int32) -> AdjustmentNumber {
        AdjustmentNumber(UInt32(truncatingIfNeeded: integer(column)))
    }

    func rerun(_ column: Int32) -> RerunNumber {
        RerunNumber(UInt32(truncatingIfNeeded: integer(column)))
    }

    fileprivate func proposalState(
        _ column: Int32
    ) throws(ByteReader.Fault) -> ProposalState {
        let raw = UInt8(truncatingIfNeeded: integer(column))
        guard let state = ProposalState(rawValue: raw) else { throw .invalid("state") }
        return state
    }
}
