import MeritCore
import MeritOrders

@testable import MeritAttribution

/// Relations as the rule says it, sentence by sentence and slowly: at every event everything before
/// is looked at again.
struct LiteralRelation {
    let subject: JudgingCase
    let directory: Directory

    private struct Event {
        let at: Timestamp
        let rank: Int
        let id: [[UInt8]]
        /// Nil: a hand-over or deletion.
        let cause: RelationCause?
        let staff: StaffNumber
        /// Who takes over; nil: the event is no hand-over.
        var to: StaffNumber?
    }

    func bound() -> Decision.Bound? {
        let policies = directory.policies
        guard let createdAt = subject.order.createdAt, let end = subject.order.paidAt,
            let policy = subject.policy.flatMap(policies.policy)
                ?? policies.inForce(createdAt: createdAt),
            !subject.customer.isEmpty
        else { return nil }
        let events = events(until: end, policy).sorted { left, right in
            if left.at != right.at { return left.at < right.at }
            if left.rank != right.rank { return left.rank < right.rank }
            for (left, right) in zip(left.id, right.id) where left != right {
                return left.lexicographicallyPrecedes(right)
            }
            return false
        }
        var bound: Decision.Bound?
        for event in events {
            if let until = bound?.validUntil, event.at >= until { bound = nil }
            bound = after(event, bound)
        }
        if let until = bound?.validUntil, end >= until { return nil }
        return bound
    }

    // MARK: Which events there are

    private func events(until end: Timestamp, _ policy: Policy) -> [Event] {
        let touches = subject.touches.filter { counts($0, policy, end) }.map {
            Event(at: $0.at, rank: 0, id: [$0.id], cause: .touch($0.kind), staff: $0.staff)
        }
        let handOvers = subject.handOvers.map {
            Event(at: $0.at, rank: 1, id: [$0.id], cause: nil, staff: $0.from, to: $0.to)
        }
        let deletions = subject.deletions.map {
            Event(at: $0.at, rank: 2, id: [$0.id], cause: nil, staff: $0.staff)
        }
        let own = [
            Array(subject.order.order.shop.value.utf8), Array(subject.order.order.order.value.utf8),
        ]
        let purchases = subject.purchases.filter { purchase in
            if purchase.judgedAt != end { return purchase.judgedAt < end }
            let shop = Array(purchase.order.shop.value.utf8)
            return shop == own[0]
                ? Array(purchase.order.order.value.utf8).lexicographicallyPrecedes(own[1])
                : shop.lexicographicallyPrecedes(own[0])
        }.map {
            Event(
                at: $0.at, rank: 3,
                id: [Array($0.order.shop.value.utf8), Array($0.order.order.value.utf8)],
                cause: .purchase, staff: $0.staff)
        }
        return (touches + handOvers + deletions + purchases).filter { $0.at <= end }
    }

    private func counts(_ touch: CaseTouch, _ policy: Policy, _ end: Timestamp) -> Bool {
        if touch.belonging != .customer || touch.verdict != .human { return false }
        if let token = touch.token, directory.tokenRejection(of: token, at: touch.at) != nil {
            return false
        }
        if let link = touch.link, !directory.knows(link) { return false }
        if let first = subject.firstDecidedAt, touch.origin == .customer,
            touch.recordedAt > max(first, end).advanced(by: policy.rejudgeFor)
        {
            return false
        }
        guard let row = directory.staff(touch.staff, at: touch.at) else { return false }
        return row.role == .guide
            && directory.employment(of: touch.staff, at: touch.at) == .employed
    }

    // MARK: What each does

    private func after(_ event: Event, _ bound: Decision.Bound?) -> Decision.Bound? {
        if let to = event.to {
            guard let bound, bound.guide == event.staff else { return bound }
            return Decision.Bound(
                guide: to, since: event.at, validUntil: bound.validUntil,
                protectedUntil: bound.protectedUntil)
        }
        guard let terms = directory.policies.inForce(createdAt: event.at)?.relation else {
            return bound
        }
        guard let cause = event.cause else {
            return terms.endOnDelete == .ends && bound?.guide == event.staff ? nil : bound
        }
        let fresh = Decision.Bound(
            guide: event.staff, since: event.at, validUntil: terms.validity.end(from: event.at),
            protectedUntil: terms.protection.end(from: event.at))
        let binds = terms.bindOn.contains(cause)
        guard let bound else { return binds ? fresh : nil }
        if bound.guide == event.staff {
            let renews = terms.renew == .onAny || terms.renew == .onPurchase && cause == .purchase
            return renews ? renewed(bound, fresh) : bound
        }
        let isOpen =
            terms.capture == .always
            || terms.capture == .afterProtection
                && bound.protectedUntil.map { event.at >= $0 } == true
        return binds && isOpen ? fresh : bound
    }

    private func renewed(_ bound: Decision.Bound, _ fresh: Decision.Bound) -> Decision.Bound {
        func later(_ left: Timestamp?, _ right: Timestamp?) -> Timestamp? {
            if left == nil || right == nil { return nil }
            return [left, right].compactMap(\.self).max()
        }
        return Decision.Bound(
            guide: bound.guide, since: bound.since,
            validUntil: later(bound.validUntil, fresh.validUntil),
            protectedUntil: later(bound.protectedUntil, fresh.protectedUntil))
    }
}
