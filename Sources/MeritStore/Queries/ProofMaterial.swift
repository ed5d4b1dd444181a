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

    /// Nil where no event named the order.
    package func proofMaterial(of order: OrderKey) throws(StoreError) -> ProofMaterial? {
        let directory = directory
        return try file.read { connection throws(StoreError) in
            guard let record = try OrderRecord.find(order, connection),
                let state = try record.state(through: .last, connection)
            else { return nil }
            let decisions = try DecisionRow.all(of: record, connection)
            return ProofMaterial(
                state: state, events: try record.events(through: .last, connection),
                decisions: decisions, entries: try LedgerRows.all(of: record, connection),
                touches: try Self.origins(of: decisions, connection),
                pending: try Self.pendingJudgement(of: order, connection),
                head: try LedgerRows.head(connection), directory: directory)
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

extension TouchOrigin {
    fileprivate init(_ row: Row) throws(StoreError) {
        guard let verdict = Verdict(rawValue: UInt8(truncatingIfNeeded: row.integer(0))) else {
            throw .damaged("a touch has verdict \(row.integer(0))")
        }
        self.verdict = verdict
        guard let door = Actor.Door(rawValue: UInt8(truncatingIfNeeded: row.integer(1))) else {
            provenance = nil
            return
        }
        provenance = ImportProvenance(
            actor: Actor(person: row.optional(2, row.person), door: door),
            file: try row.digest(3), line: UInt32(truncatingIfNeeded: row.integer(4)))
    }
}
