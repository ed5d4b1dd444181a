package import MeritCore

/// An order event as it was recorded.
package struct OrderEventRow: Hashable, Sendable {
    package let sequence: Sequence
    package let recordedAt: Timestamp
    package let event: OrderEvent
}
