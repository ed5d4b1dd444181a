import MeritAttribution
import MeritCore
import MeritOrders

/// What an order's earlier decisions mean for the next one.
struct DecisionsSoFar {
    /// When the first was recorded; nil: there is none.
    let firstDecidedAt: Timestamp?
    /// The policy of a re-run, which an order that was judged again by it stays with; nil: none.
    let policy: PolicyID?

    private static let decisions = Query(
        "decisions.standing",
        """
        SELECT d.recorded_at, d.occasion, d.policy FROM decisions d
        WHERE d.order_number = ?1 AND \(JudgingPosition.sees) ORDER BY d.sequence
        """)
    private static let approved = Query(
        "reruns.approvedFor",
        """
        SELECT policy FROM reruns
        WHERE state = 1 AND resolved <= ?1 AND from_day <= ?2 AND to_day >= ?2
        ORDER BY resolved DESC
        """)

    /// For a judgement at `position` on `occasion`.
    init(
        of order: OrderRecord, at position: JudgingPosition, _ occasion: Decision.Occasion,
        _ state: OrderState, _ directory: Directory, _ connection: Connection
    ) throws(StoreError) {
        guard order.decision != nil else {
            firstDecidedAt = nil
            policy = nil
            return
        }
        var first: Timestamp?
        var rerun: PolicyID?
        try connection(Self.decisions).each(order.number, position.asOf, position.bound) { row in
            first = first ?? row.timestamp(0)
            if row.integer(1) == Int64(Decision.Occasion.rerun.rawValue) { rerun = row.name(2) }
            return .more
        }
        if occasion == .rerun, let createdAt = state.createdAt {
            let day = directory.calendar.day(of: createdAt)
            // A re-run by a policy that does not know the order's T yet left the order as it was.
            let approved: [PolicyID] = try connection(Self.approved).all(position.asOf, day) {
                $0.name(0)
            }
            rerun =
                approved.first { id in
                    directory.policies.policy(id)?.judgingInstant(of: state) != nil
                } ?? rerun
        }
        firstDecidedAt = first
        policy = rerun
    }
}
