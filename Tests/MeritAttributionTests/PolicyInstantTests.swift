import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

@Suite struct PolicyInstantTests {
    @Test func `the booking instant is the later of T and the booking time`() throws {
        let order = OrderState(
            OrderEvent(
                order: OrderKey(shop: ShopName(unchecked: "m"), order: OrderID(unchecked: "1")),
                event: EventID(unchecked: "e"), contentDigest: .zero, provenance: nil, type: .paid,
                orderVersion: 1, occurredAt: Scenario.paidAt, currency: .renminbi,
                createdAt: .value(Scenario.paidAt), paidAt: .value(Scenario.paidAt)))
        func booking(_ moment: OrderMoment, _ delay: Milliseconds) throws -> Policy {
            try Policy(
                document: PolicyTests.starter.replacing(
                    #""booked_at":"order_paid""#,
                    with: #""booked_at":"\#(Booking(moment: moment, delay: delay).text)""#))
        }
        let judged = Scenario.paidAt.advanced(by: .days(1))
        #expect(try booking(.paid, .zero).bookingInstant(of: order, judgedAt: judged) == judged)
        #expect(
            try booking(.paid, .days(7)).bookingInstant(of: order, judgedAt: judged)
                == Scenario.paidAt.advanced(by: .days(7)))
        #expect(
            try booking(.completed, .zero).bookingInstant(of: order, judgedAt: judged) == nil)
    }

    @Test func `an order whose judging time is taken back is booked nowhere`() throws {
        func event(_ id: String, _ version: UInt64, completed: Leaf<Timestamp>) -> OrderEvent {
            OrderEvent(
                order: OrderKey(shop: ShopName(unchecked: "m"), order: OrderID(unchecked: "1")),
                event: EventID(unchecked: id), contentDigest: .zero, provenance: nil,
                type: .completed, orderVersion: version, occurredAt: Scenario.paidAt,
                currency: .renminbi, createdAt: .value(Scenario.paidAt),
                paidAt: .value(Scenario.paidAt), completedAt: completed)
        }
        let policy = try Policy(
            document: PolicyTests.starter.replacing(
                #""judging_instant":"order_paid""#, with: #""judging_instant":"order_completed""#))
        var order = OrderState(event("e1", 1, completed: .value(Scenario.paidAt)))
        #expect(policy.booking.moment == .paid)
        #expect(policy.bookingInstant(of: order, judgedAt: Scenario.paidAt) == Scenario.paidAt)
        try order.fold(event("e2", 2, completed: .cleared))
        #expect(policy.judgingInstant(of: order) == nil)
        #expect(policy.bookingInstant(of: order, judgedAt: Scenario.paidAt) == nil)
    }

    @Test func `an order waits for what its policy judges it by`() throws {
        func event(_ created: Leaf<Timestamp>) -> OrderState {
            OrderState(
                OrderEvent(
                    order: OrderKey(shop: ShopName(unchecked: "m"), order: OrderID(unchecked: "1")),
                    event: EventID(unchecked: "e"), contentDigest: .zero, provenance: nil,
                    type: .created, orderVersion: 1, occurredAt: Scenario.paidAt,
                    currency: .renminbi, createdAt: created))
        }
        func judged(_ order: OrderState, _ directory: Directory) -> Judgement {
            judge(
                JudgingCase(
                    order: order, touches: [], orderClick: nil, customer: [], asOf: Sequence(1),
                    cause: Sequence(1), occasion: .first), directory: directory)
        }
        let published = Directory([
            .policy(
                PolicyRow(
                    recorded: Sequence(1), recordedAt: .distantPast, policy: Policy.starterV1))
        ])
        #expect(judged(event(.absent), published) == .notYet(.creationUnknown))
        #expect(judged(event(.value(Scenario.paidAt)), Directory()) == .notYet(.noPolicy))
        #expect(judged(event(.value(Scenario.paidAt)), published) == .notYet(.instantUnknown))
    }
}
