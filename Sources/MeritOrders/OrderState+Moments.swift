package import MeritCore

extension OrderState {
    /// The moments at which `net(at:)` can change: those of the refunds (withdrawn ones too) and
    /// of the cancellation, rising, each once.
    package var amountMoments: [Timestamp] {
        let refunds = refundsByID.values.map(\.rank.occurredAt)
        return Set(refunds + [cancelledAt].compactMap(\.self)).sorted()
    }
}
