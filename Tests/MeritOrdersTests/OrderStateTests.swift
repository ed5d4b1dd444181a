import MeritCore
import Testing

@testable import MeritOrders

@Suite struct OrderStateTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let events: String
        let state: String
        var testDescription: String { name }
    }

    @Test(
        "the fold of events is as these tables say",
        arguments: [
            Case(
                name: "later versions add leaves and leave the others as they were",
                events: """
                    E1 created   1 10:00 created=10:00 store=S1 lines=a:100,b:50 freight=8 phone=1
                    E2 paid      2 10:05 created=10:00 paid=10:05
                    E3 completed 3 20:00 created=10:00 completed=20:00 member=7
                    """,
                state: """
                    created=10:00 paid=10:05 completed=20:00 store=S1 lines=a:100,b:50 freight=8 \
                    phone=1 member=7
                    """),
            Case(
                name: "a lower version that arrives late changes no leaf that was told above it",
                events: """
                    E2 paid    2 10:05 created=10:01 paid=10:05 store=S2
                    E1 created 1 10:00 created=10:00 store=S1 staff=5
                    """,
                state: "created=10:01 paid=10:05 store=S2 staff=5"),
            Case(
                name: "null clears, and a higher version tells again",
                events: """
                    E1 created 1 10:00 created=10:00 store=S1 phone=1 staff=5 lines=a:1 freight=2
                    E2 paid    2 10:05 created=10:00 store=- phone=- staff=- lines=- freight=-
                    E3 paid    3 10:06 created=10:00 phone=2
                    """,
                state: "created=10:00 phone=2"),
            Case(
                name: "lines are replaced as a whole",
                events: """
                    E1 created 1 10:00 created=10:00 lines=a:100,b:50
                    E2 paid    2 10:05 created=10:00 lines=b:40,c:1@gift
                    """,
                state: "created=10:00 lines=b:40,c:1@gift"),
            Case(
                name: "equal versions: the latest occurred_at tells",
                events: """
                    E1 paid 2 10:06 created=10:00 store=late
                    E2 paid 2 10:05 created=10:00 store=early
                    """,
                state: "created=10:00 store=late"),
            Case(
                name: "equal versions and times: the greater event id as bytes tells",
                events: """
                    a9 paid 2 10:05 created=10:00 store=small
                    Z9 paid 2 10:05 created=10:00 store=capital
                    a10 paid 2 10:05 created=10:00 store=ten
                    """,
                state: "created=10:00 store=small"),
            Case(
                name: "a version above it wins, however early it occurred",
                events: """
                    E1 paid 9 08:00 created=10:00 store=nine
                    E2 paid 2 23:00 created=10:00 store=two
                    """,
                state: "created=10:00 store=nine"),
            Case(
                name: "a cancellation stays; its moment is the earliest",
                events: """
                    E1 cancelled 5 12:00
                    E2 cancelled 3 11:00
                    E3 cancelled 9 13:00
                    E4 paid     10 14:00 created=10:00 paid=14:00
                    """,
                state: "created=10:00 paid=14:00 cancelled=11:00"),
            Case(
                name: "refunds and cancellations tell nothing else of the order",
                events: """
                    E1 created   1 10:00 created=10:00 store=S1 lines=a:100
                    E2 refunded  2 11:00 store=S2 lines=a:1 created=09:00 refund=R1(a:5)
                    E3 cancelled 3 12:00 store=S3 lines=a:2 created=08:00
                    """,
                state: "created=10:00 store=S1 lines=a:100 cancelled=12:00"),
            Case(
                name: "an order that begins with its refund has nothing to judge yet",
                events: "E2 refunded 2 11:00 refund=R1(a:5)", state: ""),
        ])
    func folds(_ example: Case) throws {
        let events = try OrderTable.events(example.events)
        #expect(OrderTable.text(try OrderTable.state(example.events)) == example.state)
        let backwards = try #require(try OrderState(folding: events.reversed()))
        #expect(OrderTable.text(backwards) == example.state)
    }

    @Test("the currency is that of the first recorded event for ever")
    func currency() throws {
        let events = try OrderTable.events(
            """
            E1 refunded 1 10:00 refund=R1(*:5) currency=CNY
            E2 created  9 10:00 created=10:00 currency=HKD
            """)
        var state = OrderState(events[0])
        let hongKong = Currency(unchecked: "HKD")
        let refusal = OrderEventRefusal.currencyChanged(recorded: .renminbi, given: hongKong)
        let before = state
        #expect(state.refusal(of: events[1]) == refusal)
        #expect(throws: refusal) { try state.fold(events[1]) }
        #expect(state == before)
        #expect(throws: OrderEventRefusal.self) { try OrderState(folding: events) }
        #expect(try OrderState(folding: events.reversed().prefix(1))?.currency == hongKong)
    }

    @Test("an event of another order is refused")
    func otherOrder() throws {
        let event = try OrderTable.event("E1 created 1 10:00 created=10:00")
        let other = OrderKey(shop: OrderTable.key.shop, order: OrderID(unchecked: "A2"))
        let foreign = OrderEvent(
            order: other, event: event.event, contentDigest: .zero, provenance: nil,
            type: .created, orderVersion: 1, occurredAt: event.occurredAt, currency: .renminbi)
        #expect(OrderState(event).refusal(of: foreign) == .otherOrder(other))
    }

    @Test("no events are no order")
    func nothing() throws {
        #expect(try OrderState(folding: []) == nil)
    }

    @Test("amounts are no evidence; times, store, buyer and attribution are")
    func evidence() throws {
        let start = try OrderTable.state("E1 created 1 10:00 created=10:00 lines=a:100 phone=1")
        let amounts = """
            E2 paid 2 10:05 created=10:00 lines=a:90,b:1 freight=9
            E3 refunded 3 10:06 refund=R1(a:5)
            E4 cancelled 4 10:07
            """
        var state = start
        for event in try OrderTable.events(amounts) { try state.fold(event) }
        #expect(state != start)
        #expect(state.evidence == start.evidence)
        let changes = [
            "created=10:01", "paid=10:05", "completed=11:00", "store=S1", "staff=3", "phone=2",
            "phone=-", "member=1",
        ]
        for change in changes {
            var changed = start
            try changed.fold(OrderTable.event("E2 created 2 10:05 \(change)"))
            #expect(changed.evidence != start.evidence, "\(change)")
        }
    }

    @Test("a verified click stands among the order's aliases, a mismatch does not")
    func clickAlias() throws {
        let event = try OrderTable.event("E1 created 1 10:00 created=10:00 phone=1")
        let click = Alias(click: Sequence(77), of: .first)
        for (evidence, expected) in [
            (ClickEvidence.verified(click), event.buyer.compactMap(\.alias) + [click]),
            (.mismatch, event.buyer.compactMap(\.alias)),
            (.unknown, event.buyer.compactMap(\.alias)),
        ] {
            let withClick = OrderEvent(
                order: event.order, event: event.event, contentDigest: .zero, provenance: nil,
                type: .created, orderVersion: 1, occurredAt: event.occurredAt,
                currency: .renminbi, clickID: .value(evidence), buyer: event.buyer)
            #expect(OrderState(withClick).evidence.aliases == expected)
        }
    }
}
