import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritOrders
import MeritStore

/// Orders whose judging instant is not known yet, to be judged as if it were the latest of their
/// times that is known.
struct WaitingOrders {
    /// Orders that their policy would judge by the same of their times.
    private struct Group: Hashable {
        let policy: Policy
        let moment: OrderMoment
    }

    private struct Waiting {
        let state: OrderState
        let createdAt: Timestamp
        let judgedAt: Timestamp
    }

    /// An order unpaid for longer is taken as given up.
    private static let unpaidMax = Milliseconds.days(7)

    let days: DayRange
    private(set) var count = 0
    private var groups: [Group: [Waiting]] = [:]
    private let directory: Directory
    private let now: Timestamp

    /// None yet.
    init(_ directory: Directory, _ days: DayRange, _ now: Timestamp) {
        self.directory = directory
        self.days = days
        self.now = now
    }

    /// Takes an order without a decision, unless it is cancelled or given up, or its latest time is
    /// on none of the days.
    mutating func add(_ state: OrderState) {
        guard state.cancelledAt == nil, let createdAt = state.createdAt,
            let policy = directory.policies.inForce(createdAt: createdAt),
            state.paidAt != nil || now < createdAt.advanced(by: Self.unpaidMax)
        else { return }
        let moment = Self.moment(of: state, policy)
        guard let judgedAt = state.time(of: moment) else { return }
        let day = directory.calendar.day(of: judgedAt)
        guard days.first <= day, day <= days.last else { return }
        count += 1
        groups[Group(policy: policy, moment: moment), default: []].append(
            Waiting(state: state, createdAt: createdAt, judgedAt: judgedAt))
    }

    /// The policy's own where its time is known (the order is about to be judged), else that of the
    /// latest time that is known.
    private static func moment(of state: OrderState, _ policy: Policy) -> OrderMoment {
        if policy.judgingInstant(of: state) != nil { return policy.judgingInstant }
        var latest = OrderMoment.created
        for moment in OrderMoment.allCases {
            guard let time = state.time(of: moment) else { continue }
            if let known = state.time(of: latest), time < known { continue }
            latest = moment
        }
        return latest
    }

    /// Hands every order with its decision to `body`.
    func judge(
        from store: Store, _ body: (OrderState, Decision) -> Void
    ) throws(StoreError) {
        let asOf = store.cursor.mark.sequence
        for (group, orders) in groups {
            let pending = orders.sorted { left, right in
                (left.judgedAt, left.state.order) < (right.judgedAt, right.state.order)
            }.map { order in
                PendingJudgement(
                    order: order.state.order, judgedAt: order.judgedAt, cause: asOf,
                    occasion: .first)
            }
            try store.judge(pending, asOf: asOf, in: directory(for: group, orders)) {
                subject, directory throws(StoreError) in
                guard case .judging(let subject) = subject else { return nil }
                let judgement = MeritAttribution.judge(
                    subject, directory: directory, detail: .credits)
                if case .decided(let decision) = judgement { body(subject.order, decision) }
                return judgement
            }
        }
    }

    /// The directory in which the policy judges by the group's moment. Between two orders that it
    /// is in force for no other policy begins, so nothing else changes.
    private func directory(for group: Group, _ orders: [Waiting]) -> Directory {
        let created = orders.map(\.createdAt)
        guard group.moment != group.policy.judgingInstant, let first = created.min(),
            let last = created.max()
        else { return directory }
        return directory.simulating(
            directory.policies.replacing(
                with: group.policy.judging(by: group.moment), createdFrom: first,
                to: last.advanced(by: Milliseconds(1))))
    }
}

extension Policy {
    /// The same policy with another judging instant.
    fileprivate func judging(by moment: OrderMoment) -> Policy {
        Policy(
            id: id, effectiveFrom: effectiveFrom, judgingInstant: moment, booking: booking,
            creditBase: creditBase, excludedCategories: excludedCategories,
            selfPurchase: selfPurchase, crossStore: crossStore, leaver: leaver,
            rejudgeFor: rejudgeFor, relation: relation, rules: rules)
    }
}
