package import MeritCore
package import MeritOrders

extension OrderState {
    /// Nil until an event tells it.
    package func time(of moment: OrderMoment) -> Timestamp? {
        switch moment {
        case .created: createdAt
        case .paid: paidAt
        case .completed: completedAt
        }
    }
}

extension Policy {
    /// The judging instant T of an order under this policy; nil until it is known. It may lie in
    /// the future.
    package func judgingInstant(of order: OrderState) -> Timestamp? {
        order.time(of: judgingInstant)
    }

    /// The booking instant B of an order that was judged at `judgedAt`: the later of T and
    /// `booking`, at most `Timestamp.distantFuture`; nil until that is known, and nil again when
    /// the time that the order was judged by is taken back. It may lie in the future.
    package func bookingInstant(
        of order: OrderState, judgedAt: Timestamp
    ) -> Timestamp? {
        guard judgingInstant(of: order) != nil else { return nil }
        return order.time(of: booking.moment).map {
            min(max(judgedAt, $0.advanced(by: booking.delay)), .distantFuture)
        }
    }
}
