package import MeritAttribution
package import MeritCore
package import MeritLedger
package import MeritOrders

/// All that the proof of an order shows, from one snapshot.
package struct ProofMaterial: Sendable {
    package let state: OrderState
    /// As recorded.
    package let events: [OrderEventRow]
    /// As recorded: the last is in force.
    package let decisions: [DecisionRow]
    /// By rising number.
    package let entries: [LedgerEntry]
    /// For every touch that a decision names and that is there.
    package let touches: [Sequence: TouchOrigin]
    /// What made the order due for each decision, and what each step of the relation was.
    package let facts: [Sequence: FactOrigin]
    /// Every adjustment that was asked for, by rising number.
    package let adjustments: [AdjustmentRow]
    /// How the customer came to have the guide of T, as the last judgement knew it; nil where the
    /// order was never judged.
    package let relation: RelationHistory?
    /// What came too late for the order, as recorded.
    package let late: [LateFact]
    /// Nil where the order is not to be judged.
    package let pending: PendingJudgement?
    package let head: LedgerHead
    package let directory: Directory
}

/// How a touch came.
package struct TouchOrigin: Hashable, Sendable {
    package let verdict: Verdict
    /// Nil unless a person brought it in from a file.
    package let provenance: ImportProvenance?
}

extension Store {
    private static let origin = Query(
        "touches.origin",
        """
        SELECT t.verdict, i.door, i.person, i.file, i.line
        FROM touches t LEFT JOIN touch_imports i ON i.touch = t.sequence WHERE t.sequence = ?
        """)
    private static let lateOfOrder = Query(
        "proof.late",
        """
        SELECT cause, recorded_at, reason FROM late_evidence WHERE order_number = ?
        ORDER BY cause LIMIT ?
        """)
    /// Of late evidence, a proof lists so much.
    private static let lateMax = 1_000

    /// Nil where no event named the order.
    package func proofMaterial(of order: OrderKey) throws(StoreError) -> ProofMaterial? {
        let directory = directory
        return try file.read { connection throws(StoreError) in
            guard let record = try OrderRecord.find(order, connection),
                let state = try record.state(through: .last, connection)
            else { return nil }
            let decisions = try DecisionRow.all(of: record, connection)
            let relation = try Self.relation(decisions, directory, connection)
            let steps = relation?.steps.compactMap(\.cause.sequence) ?? []
            return ProofMaterial(
                state: state, events: try record.events(through: .last, connection),
                decisions: decisions, entries: try LedgerRows.all(of: record, connection),
                touches: try Self.origins(of: decisions, connection),
                facts: try Self.facts(decisions.map(\.decision.cause) + steps, connection),
                adjustments: try Self.adjustments(of: record, connection),
                relation: relation, late: try Self.late(of: record, connection),
                pending: try PendingJudgement.find(order, connection),
                head: try LedgerRows.head(connection), directory: directory)
        }
    }

    /// The relation as the last judgement read it: facts and directory up to its position.
    private static func relation(
        _ decisions: [DecisionRow], _ directory: Directory, _ connection: Connection
    ) throws(StoreError) -> RelationHistory? {
        guard let judged = decisions.last(where: { $0.decision.occasion != .adjustment }),
            directory.policies.rows.contains(where: { $0.policy.relation != nil })
        else { return nil }
        let asOf = judged.decision.asOf
        let history = try DirectoryRows.history(connection)
        let former = Directory(history.lazy.filter { $0.sequence <= asOf }.map(\.change))
        let memory = JudgingMemory(JudgingPosition(asOf: asOf, before: judged.sequence))
        var reader = try JudgingCaseReader(connection, former, memory)
        let subject = try reader.judgingCase(for: PendingJudgement(judged.decision))
        return subject.flatMap { relationHistory(of: $0, directory: former) }
    }

    private static func facts(
        _ sequences: [Sequence], _ connection: Connection
    ) throws(StoreError) -> [Sequence: FactOrigin] {
        var facts: [Sequence: FactOrigin] = [:]
        for sequence in sequences where facts[sequence] == nil {
            facts[sequence] = try FactOrigin.find(sequence, connection)
        }
        return facts
    }

    private static func late(
        of record: OrderRecord, _ connection: Connection
    ) throws(StoreError) -> [LateFact] {
        let rows = try connection(lateOfOrder).all(record.number, lateMax) {
            row throws(StoreError) in
            let raw = UInt8(truncatingIfNeeded: row.integer(2))
            guard let reason = LateEvidenceRow.Reason(rawValue: raw) else {
                throw .damaged("late evidence has reason \(raw)")
            }
            return LateEvidenceRow(
                order: record.order, cause: row.sequence(0), recordedAt: row.timestamp(1),
                reason: reason)
        }
        return try rows.map { row throws(StoreError) in
            LateFact(row: row, origin: try FactOrigin.find(row.cause, connection))
        }
    }

    private static func origins(
        of decisions: [DecisionRow], _ connection: Connection
    ) throws(StoreError) -> [Sequence: TouchOrigin] {
        var origins: [Sequence: TouchOrigin] = [:]
        let candidates = decisions.flatMap(\.decision.candidates)
        for touch in Set(candidates.compactMap(\.touch)) {
            origins[touch] = try connection(origin).first(touch) { row throws(StoreError) in
                try TouchOrigin(row)
            }
        }
        return origins
    }
}

extension RelationHistory.Cause {
    /// The event's record; nil where it is another order.
    package var sequence: Sequence? {
        switch self {
        case .touch(_, let sequence), .handOver(let sequence), .deletion(let sequence): sequence
        case .purchase: nil
        }
    }
}

extension TouchOrigin {
    fileprivate init(_ row: Row) throws(StoreError) {
        guard let verdict = Verdict(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) else {
            throw .damaged("a touch has verdict \(row.integer(0))")
        }
        self.verdict = verdict
        provenance = try row.provenance(1)
    }
}
