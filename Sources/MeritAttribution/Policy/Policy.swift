package import MeritCore
package import MeritOrders

/// A published version of the rules that decide who is credited: immutable, known by its id.
///
/// It holds the settings that this build honours. Every other setting of a policy document has one
/// value that this build accepts, and any other value is refused, never ignored.
package struct Policy: Hashable, Sendable {
    package let id: PolicyID
    /// It is in force for orders created from here on; `Timestamp.distantPast`: from the beginning.
    package let effectiveFrom: Timestamp
    /// Which of an order's times is its judging instant T.
    package let judgingInstant: OrderMoment
    package let booking: Booking
    package let creditBase: CreditBase
    package let excludedCategories: Set<Category>
    /// For how long after T evidence from customers judges an order again.
    package let rejudgeFor: Milliseconds
    /// The first that yields somebody wins; 1 … `rulesMax`, names unique.
    package let rules: [Rule]

    /// A candidate names its rule in one byte.
    package static let rulesMax = 64

    package init(
        id: PolicyID, effectiveFrom: Timestamp, judgingInstant: OrderMoment, booking: Booking,
        creditBase: CreditBase, excludedCategories: Set<Category>, rejudgeFor: Milliseconds,
        rules: [Rule]
    ) {
        self.id = id
        self.effectiveFrom = effectiveFrom
        self.judgingInstant = judgingInstant
        self.booking = booking
        self.creditBase = creditBase
        self.excludedCategories = excludedCategories
        self.rejudgeFor = rejudgeFor
        self.rules = rules
    }
}

/// One of the times of an order.
package enum OrderMoment: String, CaseIterable, Sendable {
    case created = "order_created"
    case paid = "order_paid"
    case completed = "order_completed"
}

/// When an order's credit counts: at one of its times, or so long after it.
package struct Booking: Hashable, Sendable {
    package let moment: OrderMoment
    /// 0 or more.
    package let delay: Milliseconds

    package init(moment: OrderMoment, delay: Milliseconds) {
        self.moment = moment
        self.delay = delay
    }
}

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
    /// `booking`, at most `Timestamp.distantFuture`; nil until that is known. It may lie in the
    /// future.
    package func bookingInstant(
        of order: OrderState, judgedAt: Timestamp
    ) -> Timestamp? {
        order.time(of: booking.moment).map {
            min(max(judgedAt, $0.advanced(by: booking.delay)), .distantFuture)
        }
    }

    /// What a reader should think twice about; nothing here is refused.
    package var warnings: [String] {
        guard judgingInstant == .completed else { return [] }
        return rules.compactMap { rule in
            guard let shortest = rule.source.shortestWindow, shortest < .days(30) else {
                return nil
            }
            return """
                Rule "\(rule.name)": orders are judged when they are completed, often weeks after \
                the click; a window of \(Duration(shortest)) may lose most of them.
                """
        }
    }

    /// What a new directory starts with while this build lacks some rules of the full default:
    /// the token on the order, then the last shared link, then the store.
    package static let starterV1 = Policy(
        id: PolicyID(unchecked: "starter-v1"), effectiveFrom: .distantPast, judgingInstant: .paid,
        booking: Booking(moment: .paid, delay: .zero), creditBase: .goods, excludedCategories: [],
        rejudgeFor: .hours(72),
        rules: [
            Rule(name: "on order", source: .orderParam(window: .days(30), proof: .token)),
            Rule(
                name: "shared",
                source: .touches(
                    TouchSelection([.linkClick, .miniprogramOpen, .contactAdded], .days(7)),
                    model: .lastTouch)),
            Rule(name: "store", source: .house),
        ])
}
