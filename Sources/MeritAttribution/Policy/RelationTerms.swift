package import MeritCore

/// How a customer gets, keeps and changes a guide.
package struct RelationTerms: Hashable, Sendable {
    /// What makes somebody the guide of a customer who has none; may be empty.
    package let bindOn: Set<RelationCause>
    /// A purchase below this, in minor units of its order's currency, does nothing; 0 or more.
    package let purchaseMin: MinorAmount
    /// For how long the guide stays the customer's guide.
    package let validity: Lasting
    /// For how long nobody else can take the customer over, where `capture` lets them later.
    package let protection: Lasting
    package let renew: Renewal
    package let capture: Capture
    package let endOnDelete: EndOnDelete

    /// Where a policy does not say.
    package static let purchaseMinDefault = MinorAmount(1)

    package init(
        bindOn: Set<RelationCause>, purchaseMin: MinorAmount = purchaseMinDefault,
        validity: Lasting,
        protection: Lasting, renew: Renewal, capture: Capture, endOnDelete: EndOnDelete = .keeps
    ) {
        self.bindOn = bindOn
        self.purchaseMin = purchaseMin
        self.validity = validity
        self.protection = protection
        self.renew = renew
        self.capture = capture
        self.endOnDelete = endOnDelete
    }

    /// What counts both clocks again from an event of the guide.
    package enum Renewal: String, CaseIterable, Sendable {
        case never
        case onPurchase = "on_purchase"
        /// Every event of the guide, of any kind.
        case onAny = "on_any"
    }

    /// When an event by somebody else makes them the guide.
    package enum Capture: String, CaseIterable, Sendable {
        case never
        case afterProtection = "after_protection"
        case always
    }

    /// What becomes of a relation when the customer deletes the guide.
    package enum EndOnDelete: CaseIterable, Sendable {
        case keeps
        case ends
    }
}

/// What can bind a customer to a guide.
package enum RelationCause: Hashable, Sendable {
    /// A touch of a kind that stands on no order.
    case touch(TouchKind)
    case purchase

    /// In the order that documents and texts list them.
    package static let allCases: [RelationCause] =
        TouchKind.ofCustomers.map { .touch($0) } + [
            .purchase
        ]

    /// The name in policies.
    package var name: String {
        switch self {
        case .touch(let kind): kind.name
        case .purchase: "purchase"
        }
    }
}

extension TouchKind {
    /// The kinds that customers leave, rising; the others stand on an order.
    package static let ofCustomers: [TouchKind] = [
        .linkClick, .pageView, .miniprogramOpen, .contactAdded, .firstMessage,
    ]
}

/// A length of time, or no end at all.
package enum Lasting: Hashable, Sendable {
    /// 0 or more.
    case length(Milliseconds)
    case permanent

    /// When what starts at `start` ends: this instant no longer belongs to it. Nil: never.
    package func end(from start: Timestamp) -> Timestamp? {
        switch self {
        case .length(let length): start.advanced(by: length)
        case .permanent: nil
        }
    }
}
