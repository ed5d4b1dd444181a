import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritOrders

extension Applier {
    private static let insertDecision = Query(
        "decisions.insert",
        """
        INSERT INTO decisions (sequence, order_number, recorded_at, judging_at, as_of, policy,
            occasion, version, body, customer)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    private static let setDecision = Query(
        "orders.setDecision",
        """
        UPDATE orders SET decision = ?1, judging_at = ?2, booked_at = ?3,
            first_decided_at = coalesce(first_decided_at, ?4), adjusted = coalesce(?5, adjusted),
            examined_at = ?6
        WHERE number = ?7
        """)
    private static let answered = Query(
        "decisions.answered",
        "SELECT 1 FROM decisions WHERE order_number = ? AND as_of >= ? LIMIT 1")

    /// What a decision that is read back finds.
    private enum Reception {
        /// It counts.
        case counts
        /// A later fact, one that the judgement did not know, made it worthless: people fixed the
        /// order's weights, or its judging instant is not known any more.
        case overtaken
        /// A decision that knew its cause stands already, or nobody approved it.
        case repeated
    }

    /// It rests on nothing that is blanked when a person is erased: whatever counted once counts
    /// in every rebuild.
    private func reception(
        of decision: Decision, on order: OrderRecord
    ) throws(StoreError) -> Reception {
        let pending = try PendingRow.find(order.number, connection)
        if decision.occasion == .adjustment {
            return pending?.occasion == .adjustment ? .counts : .repeated
        }
        if order.adjusted != nil || pending?.occasion == .adjustment { return .overtaken }
        if pending != nil { return .counts }
        let isAnswered = try connection(Self.answered).first(order.number, decision.cause) { _ in
            true
        }
        if isAnswered ?? false { return .repeated }
        return order.instant == nil ? .overtaken : .counts
    }

    /// From here on the decision's weights are the order's. A judgement that knew less than what
    /// the order was to be judged for leaves it waiting. One that nothing waits for any more
    /// changes nothing, so that an order is never judged by what was taken back before the decision
    /// counted. Those behind it in its append were judged with it in sight: they count nothing
    /// either and go on waiting, so that no relation rests on a purchase that never was.
    mutating func apply(_ decision: Decision, _ record: Record) throws(StoreError) {
        if decision.occasion != .adjustment, decision.asOf == memory.overtakenAsOf { return }
        guard let order = try OrderRecord.find(decision.order, connection) else {
            return try keepBad(record, .unknownOrder, detail: "decision on \(decision.order)")
        }
        guard let policy = memory.directory.policies.policy(decision.policy) else {
            return try keepBad(record, .unknownPolicy, detail: "policy \(decision.policy)")
        }
        switch try reception(of: decision, on: order) {
        case .counts: break
        case .overtaken:
            memory.overtakenAsOf = decision.asOf
            return
        case .repeated:
            return try keepBad(
                record, .repeatedDecision, detail: "decision on \(decision.order)")
        }
        let events = try order.events(through: record.sequence, connection)
        guard let state = try order.state(of: events) else {
            throw .damaged("order \(order.order) has no events")
        }
        let former = try order.decision.flatMap { sequence throws(StoreError) in
            try DecisionRow.find(sequence, connection)
        }
        let judged = try judgedDecision(on: order)
        try insert(decision, by: policy, of: order, state, former?.decision, record)
        try PendingRow.serve(order.number, asOf: decision.asOf, connection)
        if former?.decision.result != decision.result {
            try makeDue(order, decision, over: former, events, record.sequence)
        }
        try examine(decision, of: order, record)
        guard decision.occasion != .adjustment, memory.hasRelations else { return }
        // Events that the judgement did not know may have made the order another purchase.
        let known = try order.state(of: events.filter { $0.sequence <= decision.asOf })
        try purchaseJudged(by: decision, over: judged, of: order, state, known: known, record)
    }

    private mutating func insert(
        _ decision: Decision, by policy: Policy, of order: OrderRecord, _ state: OrderState,
        _ former: Decision?, _ record: Record
    ) throws(StoreError) {
        try connection(Self.insertDecision).run(
            record.sequence, order.number, record.time, decision.judgedAt, decision.asOf,
            decision.policy, decision.occasion.rawValue, record.version,
            Array(record.publicBody), record.personalBody.map { Array($0) })
        let isAdjustment = decision.occasion == .adjustment
        let examinedAt = max(decision.judgedAt, state.createdAt ?? decision.judgedAt)
        try connection(Self.setDecision).run(
            record.sequence, decision.judgedAt,
            policy.bookingInstant(of: state, judgedAt: decision.judgedAt), record.time,
            isAdjustment ? record.sequence : nil, examinedAt, order.number)
        memory.latestInstant = max(memory.latestInstant, decision.judgedAt)
        // What the last judgement rested on stays known beside what an adjustment names.
        if let former, let formerlyAt = order.examinedAt, !isAdjustment {
            try ExaminedRows(former, at: formerlyAt, of: order.number).remove(connection)
        }
        try ExaminedRows(decision, at: examinedAt, of: order.number).insert(connection)
    }

    /// The order is due by what it was judged for. The first decision also brings what was taken
    /// back before it.
    private func makeDue(
        _ order: OrderRecord, _ decision: Decision, over former: DecisionRow?,
        _ events: [OrderEventRow], _ sequence: Sequence
    ) throws(StoreError) {
        guard let former else {
            let reversal = events.last { $0.event.isReversal }
            let causes = DueCauses(first: decision.cause, reversal: reversal?.sequence)
            return try makeDue(order, causes, decided: sequence, formerly: nil)
        }
        let isAdjustment = decision.occasion == .adjustment
        try makeDue(
            order,
            isAdjustment
                ? DueCauses(adjustment: decision.cause) : DueCauses(rejudge: decision.cause),
            decided: sequence, formerly: isAdjustment ? former.sequence : nil)
    }

    /// Orders behind this one have to know what the new decision makes of it. Those judged behind
    /// it at the same position took it for what it was by what was known there (`known`).
    private mutating func purchaseJudged(
        by decision: Decision, over former: Decision?, of order: OrderRecord,
        _ state: OrderState, known: OrderState?, _ record: Record
    ) throws(StoreError) {
        let evidence = Evidence(record, .business)
        let present = purchase(state, decision)
        try purchaseChanged(
            PurchaseChange(
                order, from: former.flatMap { purchase(state, $0) }, to: present),
            by: evidence, .decidedOnly)
        var taken = known.flatMap { purchase($0, decision) }
        if let payee = try payeeTurned(decision), taken == present {
            // As if there had been another purchase, as early as there can be one.
            taken = Purchase(
                order: order.order, judgedAt: decision.judgedAt,
                at: present?.at ?? decision.judgedAt, staff: payee)
            if taken == present { taken = nil }
        }
        try purchaseChanged(
            PurchaseChange(order, from: taken, to: present), by: evidence, .waitingToo)
    }

    /// A payee of whom the directory learned something since the decision's position: that they are
    /// a house account, perhaps, or none.
    private mutating func payeeTurned(_ decision: Decision) throws(StoreError) -> StaffNumber? {
        guard let news = try news(since: decision.asOf) else { return nil }
        return decision.shares.map(\.payee).first { payee in
            news.latest(under: [ExaminedKey(payee)], upTo: decision.judgedAt) != nil
        }
    }
}

extension Decision {
    /// What of a decision money follows.
    struct Result: Hashable {
        let policy: PolicyID
        let judgedAt: Timestamp
        let store: StoreCode?
        let rule: String?
        let shares: [Share]
    }

    var result: Result {
        Result(policy: policy, judgedAt: judgedAt, store: store, rule: rule, shares: shares)
    }
}
