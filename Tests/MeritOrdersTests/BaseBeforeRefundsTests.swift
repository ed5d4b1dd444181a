import MeritCore
import Testing

@testable import MeritOrders

@Suite struct BaseBeforeRefundsTests {
    private let gift = Category(unchecked: "gift_card")

    private func order(_ amounts: [(Int64, String?)], freight: Int64) -> OrderState {
        OrderState(
            OrderEvent(
                order: OrderKey(shop: ShopName(unchecked: "m"), order: OrderID(unchecked: "1")),
                event: EventID(unchecked: "e"), contentDigest: .zero, provenance: nil,
                type: .created, orderVersion: 1, occurredAt: Timestamp(milliseconds: 0),
                currency: .renminbi,
                lines: .value(
                    amounts.enumerated().map { place, line in
                        OrderLine(
                            line: LineID(unchecked: "\(place)"), sku: nil,
                            category: line.1.map { Category(unchecked: $0) }, quantity: nil,
                            amount: MinorAmount(line.0))
                    }), freight: .value(MinorAmount(freight))))
    }

    @Test func `it is the sum of the credited lines, with the freight under paid`() {
        let order = order([(100, nil), (50, "gift_card"), (7, "shoes")], freight: 10)
        #expect(order.baseBeforeRefunds(.goods, excluding: []) == MinorAmount(157))
        #expect(order.baseBeforeRefunds(.goods, excluding: [gift]) == MinorAmount(107))
        #expect(order.baseBeforeRefunds(.paid, excluding: [gift]) == MinorAmount(117))
    }

    @Test func `refunds and a cancellation leave it as it is`() throws {
        var order = order([(100, nil)], freight: 0)
        try order.fold(
            OrderEvent(
                order: order.order, event: EventID(unchecked: "f"), contentDigest: .zero,
                provenance: nil, type: .cancelled, orderVersion: 2,
                occurredAt: Timestamp(milliseconds: 0), currency: .renminbi))
        #expect(order.baseBeforeRefunds(.goods, excluding: []) == MinorAmount(100))
    }

    @Test func `an order without lines has none`() {
        #expect(order([], freight: 5).baseBeforeRefunds(.goods, excluding: []) == .zero)
    }

    @Test func `a sum beyond 64 bits is the greatest amount`() {
        let order = order([(.max, nil), (.max, nil)], freight: .max)
        #expect(order.baseBeforeRefunds(.paid, excluding: []) == MinorAmount(.max))
    }
}
