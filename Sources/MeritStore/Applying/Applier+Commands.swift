import MeritAttribution
import MeritCommands
import MeritCore
import MeritJournal

extension Applier {
    private static let latestJudged = Query(
        "orders.latestJudged",
        """
        SELECT max(max(coalesce(o.created_at, d.judging_at), d.judging_at))
        FROM decisions d JOIN orders o ON o.number = d.order_number
        """)

    /// Fixes the outcome of a command and, where it is accepted, adds its rows.
    mutating func apply(command fact: FactPayload, _ record: Record) throws(StoreError) {
        guard let command = fact.command else { return }
        let connection = connection
        let decided = try outcome(
            of: fact, at: record.time, sequence: record.sequence, in: memory.directory,
            latestJudged: { () throws(StoreError) in
                try connection(Self.latestJudged).first { row in
                    row.optional(0, row.timestamp)
                } ?? nil
            })
        guard let decided else { return }
        try OutcomeRow(
            sequence: record.sequence, recordedAt: record.time, kind: command.kind,
            actor: command.actor, verdict: OutcomeRow.Verdict(decided)
        ).insert(connection)
        guard case .accepted(let changes, _) = decided else { return }
        for change in changes { try take(change, record) }
    }

    private mutating func take(
        _ change: DirectoryChange, _ record: Record
    ) throws(StoreError) {
        try DirectoryRows.insert(change, record, connection)
        memory.directory.apply(change)
        directoryEffect = .changed
        switch change {
        case .calendar(let calendar): rollups.follow(calendar)
        case .policy(let row): try reschedule(after: row.policy, cause: record.sequence)
        default: break
        }
    }
}
