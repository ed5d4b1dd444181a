import MeritAttribution
import MeritCore
import MeritOrders

extension Applier {
    private static let undecided = Query(
        "orders.undecided",
        """
        SELECT number FROM orders WHERE decision IS NULL AND created_at >= ? ORDER BY number
        """)
    private static let setInstant = Query(
        "orders.setInstant", "UPDATE orders SET instant_at = ? WHERE number = ?")

    /// What an order says about itself changed: it is to be judged where its judging instant is
    /// known, and not where it is not. A decided order in a closed period, or one whose weights
    /// people fixed, stays as it is; that is listed.
    mutating func schedule(_ number: Int64, by evidence: Evidence) throws(StoreError) {
        guard let order = try OrderRecord.find(number, connection) else { return }
        let pending = try PendingRow.find(number, connection)
        if order.decision == nil { return try expect(order, .first, cause: evidence.cause) }
        switch try lateness(of: evidence, for: order, pending) {
        case .adjusted?: try list(evidence, .adjusted, for: order)
        // What is to be judged anyway is judged by what the order says now.
        case let lateness? where pending == nil: try list(evidence, lateness, for: order)
        default:
            var occasion = pending?.occasion
            if occasion == nil { occasion = try furtherOccasion(of: order) }
            try expect(order, occasion ?? .evidence, cause: evidence.cause)
        }
    }

    private mutating func expect(
        _ order: OrderRecord, _ occasion: Decision.Occasion, cause: Sequence
    ) throws(StoreError) {
        guard let instant = order.instant else {
            return try PendingRow.remove(order.number, connection)
        }
        try wait(for: order, PendingRow(judgedAt: instant, occasion: occasion), cause: cause)
    }

    /// A policy may fix another judging instant for orders that have no decision yet.
    mutating func reschedule(after policy: Policy, cause: Sequence) throws(StoreError) {
        let orders = try connection(Self.undecided).all(policy.effectiveFrom) { $0.integer(0) }
        for number in orders {
            guard let order = try OrderRecord.find(number, connection),
                let state = try order.state(through: cause, connection)
            else { throw .damaged("order number \(number) has no events") }
            let instant = nextPolicy(of: order, state)?.judgingInstant(of: state)
            try connection(Self.setInstant).run(instant, number)
            guard let moved = try OrderRecord.find(number, connection) else { continue }
            try expect(moved, .first, cause: cause)
        }
    }

    // MARK: Approvals

    private static let inRange = Query(
        "orders.decidedInRange",
        """
        SELECT number FROM orders
        WHERE decision IS NOT NULL AND created_at >= ? AND created_at < ?
        ORDER BY created_at, number
        """)
    private static let setRerun = Query(
        "orders.setRerun", "UPDATE orders SET rerun_policy = ?, instant_at = ? WHERE number = ?")

    /// The orders of an approved re-run are to be judged by its policy: those that were created on
    /// its days and have a decision, are not adjusted, and whose booking instant lies in no closed
    /// period. One whose T the policy does not know yet stays as it is.
    mutating func rerun(_ row: RerunRow, cause: Sequence) throws(StoreError) {
        guard let policy = memory.directory.policies.policy(row.policy) else { return }
        let calendar = memory.directory.calendar
        let numbers = try connection(Self.inRange).all(
            calendar.start(of: row.from), calendar.end(of: row.to)
        ) { $0.integer(0) }
        for number in numbers {
            guard let order = try OrderRecord.find(number, connection), !isClosed(order),
                order.adjusted == nil,
                try PendingRow.find(number, connection)?.occasion != .adjustment,
                let state = try order.state(through: cause, connection),
                let instant = policy.judgingInstant(of: state)
            else { continue }
            try connection(Self.setRerun).run(policy.id, instant, number)
            try wait(for: order, PendingRow(judgedAt: instant, occasion: .rerun), cause: cause)
        }
    }

    /// The order of an approved adjustment gets its weights, in the place of whatever else it was
    /// to be judged for.
    mutating func adjust(_ row: AdjustmentRow, cause: Sequence) throws(StoreError) {
        guard let order = try OrderRecord.find(row.order, connection),
            let judgedAt = order.judgedAt
        else { return }
        try wait(
            for: order, PendingRow(judgedAt: judgedAt, occasion: .adjustment), cause: cause)
    }
}
