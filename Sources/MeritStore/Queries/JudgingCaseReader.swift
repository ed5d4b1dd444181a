import MeritAttribution
import MeritCore
import MeritOrders

/// Gathers what a judgement rests on, in one snapshot and as of one position.
struct JudgingCaseReader {
    private let connection: Connection
    private let directory: Directory
    private let memory: JudgingMemory
    private let touches: TouchReader
    private let events: CustomerEventReader
    private let purchases: PurchaseReader
    private var graph: CustomerGraph<StoredBindings>

    /// About how many rows were looked at, so that nobody keeps a snapshot too long.
    private(set) var effort = 0

    /// `directory` is that of the position, `memory` of the position.
    init(
        _ connection: Connection, _ directory: Directory, _ memory: JudgingMemory
    ) throws(StoreError) {
        let asOf = memory.position.asOf
        self.connection = connection
        self.directory = directory
        self.memory = memory
        touches = try TouchReader(
            connection, asOf: asOf, directory.identity, memory.bindings)
        events = try CustomerEventReader(connection, asOf: asOf)
        purchases = PurchaseReader(connection, directory, memory)
        graph = CustomerGraph(
            settings: directory.identity,
            lookup: StoredBindings(connection: connection, asOf: asOf, memory: memory.bindings))
    }

    /// Nil where there is no event of the order up to the position.
    mutating func judgingCase(
        for pending: PendingJudgement
    ) throws(StoreError) -> JudgingCase? {
        guard let record = try OrderRecord.find(pending.order, connection),
            let state = try record.state(through: memory.position.asOf, connection)
        else { return nil }
        return try judgingCase(for: pending, record, state)
    }

    /// The same for an order whose events are at hand.
    mutating func judgingCase(
        for pending: PendingJudgement, _ record: OrderRecord, _ state: OrderState
    ) throws(StoreError) -> JudgingCase {
        let customer = try graph.customer(ofOrder: state.evidence.aliases)
        let standing = try DecisionsSoFar(
            of: record, at: memory.position, pending.occasion, state, directory, connection)
        let judgedAt = judgedAt(state, standing.policy)
        let moment = judgedAt ?? pending.judgedAt
        let seen = try touches.touches(of: customer, around: moment, &graph)
        let subject = JudgingCase(
            order: state, touches: seen, orderClick: try touches.orderClick(state),
            customer: customer.bridges,
            handOvers: try events.handOvers(of: customer, memory.bindings),
            deletions: try events.deletions(of: customer, memory.bindings),
            purchases: try purchases.purchases(
                of: customer, before: record, judgedAt: judgedAt),
            policy: standing.policy, firstDecidedAt: standing.firstDecidedAt,
            asOf: memory.position.asOf, cause: pending.cause, occasion: pending.occasion)
        effort += 20 + 8 * (customer.bridges.count + customer.attached.count) + seen.count
        effort += 8 * (subject.purchases.count + subject.handOvers.count)
        return subject
    }

    /// T by the policy that the order will be judged by.
    private func judgedAt(_ state: OrderState, _ policy: PolicyID?) -> Timestamp? {
        let policies = directory.policies
        let policy =
            policy.flatMap(policies.policy)
            ?? state.createdAt.flatMap(policies.inForce(createdAt:))
        return policy?.judgingInstant(of: state)
    }
}
