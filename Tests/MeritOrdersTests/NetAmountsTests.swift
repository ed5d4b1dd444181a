import MeritCore
import Testing

@testable import MeritOrders

@Suite struct NetAmountsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let name: String
        let events: String
        /// `hh:mm` → what is left then.
        let nets: KeyValuePairs<String, String>
        var testDescription: String { name }
    }

    @Test(
        "net amounts are as these tables say",
        arguments: [
            Case(
                name: "a refund counts from its moment on",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100,b:50 freight=8
                    E2 refunded 2 12:00 refund=R1(a:30,freight:3)
                    E3 refunded 3 14:00 refund=R2(a:20,b:50)
                    """,
                nets: [
                    "11:59": "a 100, b 50, freight 8", "12:00": "a 70, b 50, freight 5",
                    "13:59": "a 70, b 50, freight 5", "14:00": "a 50, b 0, freight 5",
                ]),
            Case(
                name: "a refund has the amount and the moment of its highest version",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100
                    E2 refunded 2 12:00 refund=R1(a:30)
                    E3 refunded 3 15:00 refund=R1(a:10)
                    """,
                nets: ["12:00": "a 100, freight 0", "15:00": "a 90, freight 0"]),
            Case(
                name: "a lower version of a refund that arrives late changes nothing",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100
                    E3 refunded 3 15:00 refund=R1(a:10)
                    E2 refunded 2 12:00 refund=R1(a:30)
                    """,
                nets: ["12:00": "a 100, freight 0", "15:00": "a 90, freight 0"]),
            Case(
                name: "amount 0 withdraws a refund, in either shape",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100
                    E2 refunded 2 12:00 refund=R1(a:30)
                    E3 refunded 3 12:00 refund=R2(*:20)
                    E4 refunded 4 13:00 refund=R1(*:0)
                    E5 refunded 5 13:00 refund=R2(a:0)
                    """,
                nets: ["12:30": "a 100, freight 0", "13:00": "a 100, freight 0"]),
            Case(
                name: "a refund of the whole order is apportioned by what the lines have left",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100,b:50,c:50 freight=8
                    E2 refunded 2 12:00 refund=R1(*:20)
                    E3 refunded 3 13:00 refund=R2(c:50)
                    """,
                nets: [
                    "12:00": "a 90, b 45, c 45, freight 8",
                    // By 100 : 50 the 20 are 13 and 7; nothing of it is left on c.
                    "13:00": "a 87, b 43, c 0, freight 8",
                ]),
            Case(
                name: "refunds of the whole order are one sum, so that rounding does not pile up",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:10,b:10,c:10
                    E2 refunded 2 12:00 refund=R1(*:1)
                    E3 refunded 3 12:00 refund=R2(*:1)
                    E4 refunded 4 12:00 refund=R3(*:1)
                    """,
                nets: ["12:00": "a 9, b 9, c 9, freight 0"]),
            Case(
                name: "ties of a whole refund go to the lower line id as bytes",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=b:10,a:10,B:10
                    E2 refunded 2 12:00 refund=R1(*:1)
                    """,
                nets: ["12:00": "b 10, a 10, B 9, freight 0"]),
            Case(
                name: "excluded categories take part in a refund of the whole order",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:50,g:50@gift
                    E2 refunded 2 12:00 refund=R1(*:20)
                    """,
                nets: ["12:00": "a 40, g 40, freight 0"]),
            Case(
                name: "more refunded than a line has: it stays at 0 and is told",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100,b:50 freight=8
                    E2 refunded 2 12:00 refund=R1(a:80,freight:9)
                    E3 refunded 3 13:00 refund=R2(a:30)
                    """,
                nets: [
                    "12:00": "a 20, b 50, freight 0; over: freight 1",
                    "13:00": "a 0, b 50, freight 0; over: a 10, freight 1",
                ]),
            Case(
                name: "a refund of a line that is not there takes nothing off and is told",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100
                    E2 refunded 2 12:00 refund=R1(x:30,y:0)
                    """,
                nets: ["12:00": "a 100, freight 0; over: x 30"]),
            Case(
                name: "a line that comes back takes its refund up again",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100
                    E2 refunded 2 12:00 refund=R1(x:30)
                    E3 paid     3 13:00 created=10:00 lines=a:100,x:40
                    """,
                nets: ["12:00": "a 100, x 10, freight 0"]),
            Case(
                name: "more refunded of the whole order than the lines have left is told",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100,b:50 freight=8
                    E2 refunded 2 12:00 refund=R1(*:158)
                    """,
                nets: ["12:00": "a 0, b 0, freight 8; over: order 8"]),
            Case(
                name: "one unit too much is told, of a line, of the freight, of the order",
                events: """
                    E1 paid     1 10:00 created=10:00 lines=a:100 freight=8
                    E2 refunded 2 12:00 refund=R1(a:101,freight:9)
                    E3 refunded 3 12:00 refund=R2(*:1)
                    """,
                nets: [
                    "11:59": "a 100, freight 8",
                    "12:00": "a 0, freight 0; over: a 1, freight 1, order 1",
                ]),
            Case(
                name: "after a cancellation all are 0",
                events: """
                    E1 paid      1 10:00 created=10:00 lines=a:100,b:50 freight=8
                    E2 refunded  2 11:00 refund=R1(a:30)
                    E3 cancelled 3 12:00
                    E4 paid      4 13:00 created=10:00 lines=a:100,b:50,c:5
                    """,
                nets: [
                    "11:59": "a 70, b 50, c 5, freight 8", "12:00": "a 0, b 0, c 0, freight 0",
                    "23:00": "a 0, b 0, c 0, freight 0",
                ]),
            Case(
                name: "an order without lines has net amount 0",
                events: """
                    E1 paid     1 10:00 created=10:00
                    E2 refunded 2 11:00 refund=R1(*:5)
                    """,
                nets: ["10:00": "freight 0", "11:00": "freight 0; over: order 5"]),
        ])
    func nets(_ example: Case) throws {
        let state = try OrderTable.state(example.events)
        for (clock, expected) in example.nets {
            #expect(OrderTable.text(state.net(at: try OrderTable.time(clock))) == expected)
        }
    }

    @Test("the base leaves excluded categories out and counts freight only under paid")
    func base() throws {
        let state = try OrderTable.state(
            """
            E1 paid     1 10:00 created=10:00 lines=a:100@shoes,g:50@gift_card,n:7 freight=8
            E2 refunded 2 11:00 refund=R1(a:1,g:2,freight:3)
            """)
        let net = state.net(at: .distantFuture)
        func text(_ credited: CreditBase, _ excluded: [String]) -> String {
            let categories = Set(excluded.map { Category(unchecked: $0) })
            return net.base(credited, excluding: categories)
                .map { "\($0.line) \($0.amount.value)" }.joined(separator: ", ")
        }
        #expect(text(.goods, []) == "a 99, g 48, n 7")
        #expect(text(.goods, ["gift_card"]) == "a 99, g 0, n 7")
        #expect(text(.paid, ["gift_card", "shoes"]) == "a 0, g 0, n 7, freight 5")
    }

    @Test("a thousand lines of the greatest amount, refunded again and again, do not overflow")
    func greatest() throws {
        let greatest = MinorAmount.statedMax.value
        let lines = (0..<1_000).map { "l\($0):\(greatest)" }.joined(separator: ",")
        let whole = (0..<1_200).map { "W\($0) refunded 2 12:00 refund=W\($0)(*:\(greatest))" }
        let events = ["E1 paid 1 10:00 created=10:00 lines=\(lines) freight=\(greatest)"] + whole
        let net = try OrderTable.state(events.joined(separator: "\n")).net(at: .distantFuture)
        #expect(net.lines.allSatisfy { $0.net == .zero })
        #expect(net.freight.value == greatest)
        #expect(net.excess == [.init(scope: .order, amount: MinorAmount(200 * greatest))])
        let base = net.base(.paid, excluding: []).reduce(into: MinorAmount.zero) { $0 += $1.amount }
        #expect(base.value == greatest)
    }
}
