import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

/// What an order is to the relation of its customer.
@Suite struct PurchaseTests {
    private static let key = OrderKey(
        shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "B1"))

    private func order(
        lines: [(MinorAmount, String?)] = [(MinorAmount(100), nil)], freight: Int64 = 0,
        paidAt: Timestamp? = Scenario.paidAt
    ) -> OrderState {
        OrderState(
            OrderEvent(
                order: Self.key, event: EventID(unchecked: "e1"), contentDigest: .zero,
                provenance: nil, type: .paid, orderVersion: 1, occurredAt: Scenario.paidAt,
                currency: .renminbi, createdAt: .value(Scenario.paidAt),
                paidAt: paidAt.map { .value($0) } ?? .absent,
                lines: .value(
                    lines.enumerated().map { place, line in
                        OrderLine(
                            line: LineID(unchecked: "\(place)"), sku: nil,
                            category: line.1.map { Category(unchecked: $0) }, quantity: nil,
                            amount: line.0)
                    }), freight: .value(MinorAmount(freight))))
    }

    private func decision(_ weights: [(UInt32, UInt64)], at moment: Timestamp) -> Decision {
        Decision(
            order: Self.key, policy: PolicyID(unchecked: "p"), judgedAt: moment,
            asOf: Sequence(1), cause: Sequence(1), occasion: .first, rule: "r", store: nil,
            shares: weights.map { payee, weight in
                Decision.Share(
                    payee: payee == 0 ? .unattributed : StaffNumber(unchecked: payee),
                    department: nil, weight: weight)
            }, candidates: [], candidatesOmitted: 0, customer: [])
    }

    private func policy(
        _ base: CreditBase = .goods, excluding categories: Set<MeritCore.Category> = [],
        least: Int64? = 100
    ) -> Policy {
        Policy(
            id: PolicyID(unchecked: "p"), effectiveFrom: .distantPast, judgingInstant: .created,
            booking: Booking(moment: .paid, delay: .zero), creditBase: base,
            excludedCategories: categories, rejudgeFor: .hours(72),
            relation: least.map {
                RelationTerms(
                    bindOn: [.purchase], purchaseMin: MinorAmount($0), validity: .permanent,
                    protection: .permanent, renew: .never, capture: .never)
            }, rules: [])
    }

    private func purchase(
        _ order: OrderState, _ weights: [(UInt32, UInt64)] = [(1001, 1)], _ policy: Policy? = nil,
        at moment: Timestamp = Scenario.paidAt
    ) -> Purchase? {
        Purchase.of(
            order, judgedBy: decision(weights, at: moment), policy: policy ?? self.policy(),
            directory: TestDirectory.full)
    }

    @Test func `it counts from the later of T and the payment`() {
        let before = Scenario.paidAt.advanced(by: .days(-2))
        let after = Scenario.paidAt.advanced(by: .days(2))
        #expect(purchase(order(), at: before)?.at == Scenario.paidAt)
        #expect(purchase(order(), at: before)?.judgedAt == before)
        #expect(purchase(order(), at: after)?.at == after)
    }

    @Test func `an unpaid order is none`() {
        #expect(purchase(order(paidAt: nil)) == nil)
    }

    @Test(
        "it has to come to purchase_min before refunds",
        arguments: [(Int64(99), false), (100, true), (101, true)])
    func least(amount: Int64, counts: Bool) {
        #expect((purchase(order(lines: [(MinorAmount(amount), nil)])) != nil) == counts)
    }

    @Test func `excluded lines do not count, freight does where the policy credits it`() throws {
        let gift = Category(unchecked: "gift_card")
        let mixed = order(
            lines: [(MinorAmount(90), nil), (MinorAmount(50), "gift_card")], freight: 10)
        #expect(purchase(mixed) != nil)
        #expect(purchase(mixed, [(1001, 1)], policy(excluding: [gift])) == nil)
        #expect(purchase(mixed, [(1001, 1)], policy(.paid, excluding: [gift])) != nil)
    }

    @Test func `a policy without relations asks for one fen`() {
        let one = order(lines: [(MinorAmount(1), nil)])
        #expect(purchase(one, [(1001, 1)], policy(least: nil)) != nil)
        #expect(purchase(order(lines: []), [(1001, 1)], policy(least: nil)) == nil)
        #expect(purchase(order(lines: []), [(1001, 1)], policy(least: 0)) != nil)
    }

    @Test func `neither refunds nor a cancellation unmake it`() throws {
        var state = order()
        for (name, type) in [("e2", OrderEventType.refunded), ("e3", .cancelled)] {
            try state.fold(
                OrderEvent(
                    order: Self.key, event: EventID(unchecked: name), contentDigest: .zero,
                    provenance: nil, type: type, orderVersion: 2, occurredAt: Scenario.paidAt,
                    currency: .renminbi,
                    refund: type == .refunded
                        ? Refund(
                            refund: RefundID(unchecked: "r"), scope: .order(MinorAmount(100)))
                        : nil))
        }
        #expect(state.net(at: .distantFuture).lines.allSatisfy { $0.net == .zero })
        #expect(purchase(state) != nil)
    }

    struct Weights: Sendable {
        let weights: [(UInt32, UInt64)]
        /// Nil: no purchase.
        let staff: UInt32?
    }

    static let weights = [
        Weights(weights: [(1001, 1), (1002, 2)], staff: 1002),
        Weights(weights: [(1001, 2), (1002, 2)], staff: 1001),
        Weights(weights: [(0, 9), (1001, 1)], staff: 1001),
        Weights(weights: [(1001, 1), (9001, 9)], staff: 1001),
        Weights(weights: [(9001, 1)], staff: nil),
        Weights(weights: [(0, 1)], staff: nil),
    ]

    @Test(
        "it is by the person with the greatest weight, of equal ones the lower number",
        arguments: weights)
    func person(row: Weights) {
        #expect(purchase(order(), row.weights)?.staff.value == row.staff)
    }
}
