import MeritAttribution
import MeritCore
import MeritOrders

/// Reads what orders that are judged one after the other rest on, in one snapshot: each knows what
/// was decided on those before it.
struct JudgingRound {
    private let connection: Connection
    private let directory: Directory
    private let memory: JudgingMemory
    private var reader: JudgingCaseReader

    private static let standing = Query(
        "decisions.inForceAt",
        """
        SELECT d.sequence, d.recorded_at, d.version, d.body, d.customer FROM decisions d
        WHERE d.order_number = ?1 AND \(JudgingPosition.sees) ORDER BY d.sequence DESC LIMIT 1
        """)
    private static let adjustment = Query(
        "adjustments.approvedFor",
        """
        SELECT \(BookRows.adjustmentColumns)
        FROM adjustments a JOIN orders o ON o.number = a.order_number
        WHERE a.order_number = ? AND a.state = 1 AND a.resolved <= ?
        ORDER BY a.resolved DESC LIMIT 1
        """)

    init(
        _ connection: Connection, _ directory: Directory, _ memory: JudgingMemory
    ) throws(StoreError) {
        self.connection = connection
        self.directory = directory
        self.memory = memory
        reader = try JudgingCaseReader(connection, directory, memory)
    }

    /// About how many rows were looked at.
    var effort: Int { reader.effort }

    /// What a decision rests on, and the order it is about.
    struct Subject {
        let pending: PendingCase
        let record: OrderRecord
        let state: OrderState
    }

    /// Nil where no event of the order lies up to the position, or where an adjustment was asked
    /// for and none is approved.
    mutating func subject(of pending: PendingJudgement) throws(StoreError) -> Subject? {
        guard let record = try OrderRecord.find(pending.order, connection),
            let state = try record.state(through: memory.position.asOf, connection)
        else { return nil }
        let subject: PendingCase
        if pending.occasion == .adjustment {
            guard let adjustment = try adjustment(of: record, pending) else { return nil }
            subject = .adjustment(adjustment)
        } else {
            subject = .judging(try reader.judgingCase(for: pending, record, state))
        }
        return Subject(pending: subject, record: record, state: state)
    }

    /// From here on the orders that follow know this decision.
    func note(_ decision: Decision, on subject: Subject) {
        guard decision.occasion != .adjustment,
            let policy = directory.policies.policy(decision.policy)
        else { return }
        memory.note(
            Purchase.of(subject.state, judgedBy: decision, policy: policy, directory: directory),
            of: subject.record.number)
    }

    private func adjustment(
        of record: OrderRecord, _ pending: PendingJudgement
    ) throws(StoreError) -> AdjustmentCase? {
        let position = memory.position
        let row = try connection(Self.adjustment).first(record.number, position.asOf) {
            row throws(StoreError) in try BookRows.adjustment(row)
        }
        let standing = try connection(Self.standing).first(
            record.number, position.asOf, position.bound
        ) { row throws(StoreError) in try DecisionRow(row) }
        guard let row, let standing else { return nil }
        return AdjustmentCase(
            adjustment: row, standing: standing.decision, asOf: position.asOf,
            cause: pending.cause)
    }
}
