package import MeritCore

/// Which of an order's events tells a leaf: the highest version, then the latest `occurred_at`,
/// then the greater event id as bytes. No two events of a shop have the same rank, because no two
/// have the same id.
package struct EventRank: Hashable, Comparable, Sendable {
    package let version: UInt64
    package let occurredAt: Timestamp
    package let event: EventID

    package init(_ event: OrderEvent) {
        version = event.orderVersion
        occurredAt = event.occurredAt
        self.event = event.event
    }

    package static func < (left: Self, right: Self) -> Bool {
        if left.version != right.version { return left.version < right.version }
        if left.occurredAt != right.occurredAt { return left.occurredAt < right.occurredAt }
        return left.event < right.event
    }
}
