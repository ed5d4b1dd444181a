import BooksFixture
import MeritAttribution
import MeritCore
import MeritCrypto
import MeritOrders

/// What people do with the books, and what the business knows of customers.
extension Story {
    /// Two persons whom nobody of the two made.
    static var people: [any Fact] {
        ["Wang", "Li"].map { name in
            PersonAdded(actor: .system, personal: .init(name: name, userID: nil))
        }
    }

    static func by(_ person: UInt32) -> Actor {
        Actor(person: PersonNumber(person), door: .apiKey)
    }

    static func key(_ id: String) -> OrderKey {
        OrderKey(shop: shop, order: OrderID(unchecked: id))
    }

    /// Whoever sold last is the customer's guide and is credited first; `rejudgeFor` as given.
    static func bonds(
        _ id: String = "bonds", from: Timestamp = .distantPast,
        capture: RelationTerms.Capture = .always, rejudgeFor: Milliseconds = .hours(72),
        shared: BasisPoints? = nil
    ) -> Policy {
        Policy(
            id: PolicyID(unchecked: id), effectiveFrom: from, judgingInstant: .paid,
            booking: Booking(moment: .paid, delay: .zero), creditBase: .goods,
            excludedCategories: [], leaver: .successor, rejudgeFor: rejudgeFor,
            relation: RelationTerms(
                bindOn: [.purchase, .touch(.contactAdded)], purchaseMin: MinorAmount(1),
                validity: .length(.days(180)), protection: .length(.days(1)),
                renew: .onPurchase, capture: capture, endOnDelete: .ends),
            rules: [
                Rule(name: "bound", source: .relation(phase: .valid)),
                Rule(
                    name: "shared",
                    source: .touches(
                        TouchSelection([.linkClick, .contactAdded], .days(7)), model: .linear,
                        shareWithBound: shared)),
                Rule(name: "store", source: .house),
            ])
    }

    /// Everything is credited to the store.
    static func storeOnly(_ id: String = "store-only", from: Timestamp = .distantPast) -> Policy {
        Policy(
            id: PolicyID(unchecked: id), effectiveFrom: from, judgingInstant: .paid,
            booking: Booking(moment: .paid, delay: .zero), creditBase: .goods,
            excludedCategories: [], rejudgeFor: .hours(72),
            rules: [Rule(name: "store", source: .house)])
    }

    static func published(_ policy: Policy) -> PolicyPublished {
        PolicyPublished(document: policy.document, actor: .system)
    }

    /// `opening`, two persons and a policy with relations.
    static func openingWithBonds(_ policy: Policy = bonds()) -> [any Fact] {
        opening + people + [published(policy)]
    }

    static func contact(
        _ id: String, _ change: ContactChanged.Change, by number: UInt32, customer: UInt64,
        at: Timestamp
    ) -> ContactChanged {
        ContactChanged(
            event: EventID(unchecked: id), id: [], at: at, staff: staff(number), change: change,
            provenance: nil, personal: .init(aliases: [alias(customer)]))
    }

    static func handOver(
        _ id: String, from: UInt32, to: UInt32, customer: UInt64, at: Timestamp,
        state: HandOver.State = .done
    ) -> HandOver {
        HandOver(
            event: EventID(unchecked: id), at: at, from: staff(from), to: staff(to), state: state,
            provenance: nil, personal: .init(aliases: [alias(customer)]))
    }

    static func employed(_ number: UInt32, until: Timestamp?) -> StaffSet {
        StaffSet(
            staff: staff(number), department: department, employedFrom: nil, employedTo: until,
            successor: nil, role: .guide, effectiveFrom: nil, actor: .system, provenance: nil,
            personal: .init(userID: nil, name: "guide \(number)", aliases: []))
    }

    /// The order's payment turns out not to have come.
    static func unpaid(_ id: String, at: Timestamp) -> OrderEvent {
        let event = OrderEvent(
            order: key(id), event: EventID(unchecked: "\(id)-unpaid"), contentDigest: .zero,
            provenance: nil, type: .created, orderVersion: 50, occurredAt: at,
            currency: .renminbi, createdAt: .value(at), paidAt: .cleared)
        return event.with(contentDigest: SHA256.hash(event.content))
    }

    static func proposal(
        _ order: String, _ parts: [(UInt32, UInt64)], by person: UInt32 = 1
    ) -> AdjustmentProposed {
        AdjustmentProposed(
            order: key(order),
            claim: .weights(
                parts.map { .init(payee: StaffNumber($0.0) ?? .unattributed, value: $0.1) }),
            actor: by(person), personal: .init(reason: "appeal"))
    }

    static func resolved(
        _ adjustment: UInt32, _ resolution: Resolution = .approved, by person: UInt32 = 2
    ) -> AdjustmentResolved {
        AdjustmentResolved(
            adjustment: AdjustmentNumber(adjustment), resolution: resolution, actor: by(person),
            personal: nil)
    }

    /// Proposed by one, approved by the other; `number` is the re-run's.
    static func rerun(
        _ number: UInt32, _ policy: Policy, from: CivilDate, to: CivilDate
    ) -> [any Fact] {
        [
            RerunProposed(
                policy: policy.id, from: from, to: to, actor: by(1),
                personal: .init(reason: "re-run")),
            RerunResolved(rerun: RerunNumber(number), resolution: .approved, actor: by(2)),
        ]
    }

    static func close(_ period: Period) -> [any Fact] {
        [
            CloseProposed(period: period, waives: .nothing, actor: by(1), personal: nil),
            CloseConfirmed(period: period, actor: by(2)),
        ]
    }
}
