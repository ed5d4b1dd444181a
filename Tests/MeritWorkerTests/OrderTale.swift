import BooksFixture
import MeritAttribution
import MeritCore
import MeritCrypto
import MeritOrders
import SeededRandom

/// Everything a shop may say about its orders, sensible or not.
struct OrderTale {
    /// What may differ between the events of one order.
    enum Character {
        /// Amounts, refunds, cancellations and completion; who bought, where and when stays. Then
        /// the order in which events come changes no sum.
        case steady
        /// Anything: times cleared or at the ends of the calendar, other buyers and stores,
        /// conflicting contents and currencies, amounts up to the greatest, many lines.
        case wild
    }

    private let character: Character
    private let orders: Int
    private var count = 0

    init(_ character: Character, orders: Int) {
        self.character = character
        self.orders = orders
    }

    mutating func next(using random: inout SplitMix) -> OrderEvent {
        count += 1
        let number = Int.random(in: 1...orders, using: &random)
        let roll = Int.random(in: 0..<20, using: &random)
        let type: OrderEventType =
            roll < 3 ? .created : roll < 10 ? .paid : roll < 13 ? .completed : .refunded
        return event(of: number, roll == 19 ? .cancelled : type, using: &random)
    }

    private func event(
        of number: Int, _ type: OrderEventType, using random: inout SplitMix
    ) -> OrderEvent {
        let at = moment(using: &random)
        let isAmount = type == .refunded || type == .cancelled
        // Half of the orders come under each policy.
        let ordered = Story.begin.advanced(by: .days(Int64(number % 8 * 5)))
        let event = OrderEvent(
            order: OrderKey(shop: Story.shop, order: OrderID(unchecked: "O\(number)")),
            event: EventID(unchecked: "e\(isWild(6, &random) ? count / 2 : count)"),
            contentDigest: .zero, provenance: nil, type: type,
            orderVersion: isWild(9, &random) ? .max : UInt64.random(in: 0...6, using: &random),
            occurredAt: at, currency: isWild(30, &random) ? Currency(unchecked: "USD") : .renminbi,
            createdAt: isAmount ? .absent : time(ordered, at, using: &random),
            paidAt: type == .paid ? time(ordered, at, using: &random) : .absent,
            completedAt: type == .completed ? time(at, at, using: &random) : .absent,
            store: isAmount ? .absent : .value(store(using: &random)),
            lines: isAmount ? .absent : lines(using: &random),
            freight: isAmount ? .absent : .value(amount(using: &random)),
            refund: type == .refunded ? refund(using: &random) : nil,
            buyer: isAmount ? [] : [buyer(of: number, using: &random)])
        return event.with(contentDigest: SHA256.hash(event.content))
    }

    /// One time in `count`, where the tale is wild.
    private func isWild(_ count: Int, _ random: inout SplitMix) -> Bool {
        character == .wild && Int.random(in: 0..<count, using: &random) == 0
    }

    private func moment(using random: inout SplitMix) -> Timestamp {
        let ends: [Timestamp] = [
            .distantPast, .distantFuture, .distantFuture.advanced(by: .hours(-7)),
            .distantPast.advanced(by: .hours(7)),
        ]
        if isWild(8, &random) { return ends.randomElement(using: &random) ?? .distantPast }
        return Story.begin.advanced(by: .hours(Int64.random(in: 0...2_400, using: &random)))
    }

    private func time(
        _ usual: Timestamp, _ other: Timestamp, using random: inout SplitMix
    ) -> Leaf<Timestamp> {
        if isWild(8, &random) { return .cleared }
        return .value(isWild(3, &random) ? other : usual)
    }

    private func store(using random: inout SplitMix) -> StoreCode {
        isWild(4, &random) ? StoreCode(unchecked: "nowhere") : Story.store
    }

    private func buyer(
        of number: Int, using random: inout SplitMix
    ) -> OrderEvent.BuyerLeaf {
        let customer = isWild(4, &random) ? random.next() % 6 : UInt64(number % 6)
        if isWild(8, &random) { return .init(kind: .unionid, alias: nil) }
        return .init(kind: .unionid, alias: Story.alias(customer))
    }

    private func amount(using random: inout SplitMix) -> MinorAmount {
        if isWild(12, &random) { return .statedMax }
        let most = [0, 1, 3, 999, 50_000].randomElement(using: &random) ?? 3
        return MinorAmount(.random(in: 0...Int64(most), using: &random))
    }

    private func lines(using random: inout SplitMix) -> Leaf<[OrderLine]> {
        if isWild(10, &random) { return .cleared }
        if Int.random(in: 0..<4, using: &random) == 0 { return .absent }
        let count = isWild(40, &random) ? OrderEvent.linesMax : 4
        let names = (0..<count).map { "L\($0)" }.shuffled(using: &random)
        let kept = count == 4 ? Int.random(in: 0...4, using: &random) : count
        return .value(
            names.prefix(kept).map { name in
                OrderLine(
                    line: LineID(unchecked: name), sku: nil,
                    category: Int.random(in: 0..<4, using: &random) == 0
                        ? Category(unchecked: "gift_card") : nil,
                    quantity: isWild(5, &random) ? .max : 1, amount: amount(using: &random))
            })
    }

    private func refund(using random: inout SplitMix) -> Refund {
        let id = RefundID(unchecked: "R\(Int.random(in: 1...4, using: &random))")
        if Int.random(in: 0..<3, using: &random) == 0 {
            return Refund(refund: id, scope: .order(amount(using: &random)))
        }
        let lines = ["L0", "L1", "L2", "L3", "gone"].shuffled(using: &random)
            .prefix(Int.random(in: 0...3, using: &random))
            .map { Refund.LineRefund(line: LineID(unchecked: $0), amount: amount(using: &random)) }
        return Refund(refund: id, scope: .lines(lines, freight: amount(using: &random)))
    }

    /// Touches of every customer, before and between the orders.
    static func touches(using random: inout SplitMix) -> [any Fact] {
        (0..<24).map { index in
            Story.touch(
                "t\(index)", by: random.next() % 2 == 0 ? 1_001 : 1_002,
                customer: random.next() % 6,
                at: Story.begin.advanced(by: .hours(Int64(random.next() % 960))))
        }
    }

    /// Credits freight too, leaves gift cards out, and books a week after completion.
    static var slowPolicy: PolicyPublished {
        let policy = Policy(
            id: PolicyID(unchecked: "slow"), effectiveFrom: Story.begin.advanced(by: .days(20)),
            judgingInstant: .paid, booking: Booking(moment: .completed, delay: .days(7)),
            creditBase: .paid, excludedCategories: [Category(unchecked: "gift_card")],
            rejudgeFor: .hours(72), rules: Policy.starterV1.rules)
        return PolicyPublished(document: policy.document, actor: .system)
    }
}
