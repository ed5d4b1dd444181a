import MeritAttribution
import MeritCore
import MeritOrders
import SeededRandom

extension HistoryMaker {
    private static let buyerKinds: [AliasKind] = [
        .unionid, .externalUserID, .phone, .member, .visitor,
    ]

    /// An order's times; what is nil has not happened.
    private struct Times {
        let created: Timestamp
        let paid: Timestamp?
        let completed: Timestamp?
    }

    mutating func makeOrder() {
        let key = OrderKey(
            shop: one(of: Self.shops), order: OrderID(unchecked: "O\(orders.count + 1)"))
        orders.append(key)
        let usual = (random.happens(15) ? edges.randomElement(using: &random) : nil) ?? moment()
        // Many customers come again, some at once.
        let former = random.happens(60) ? sales.last : nil
        let created = random.happens(25) ? former?.moments.last ?? usual : usual
        let paid = random.happens(90) ? created.advanced(by: delay()) : nil
        let completed = random.happens(60) ? (paid ?? created).advanced(by: delay()) : nil
        let times = Times(created: created, paid: paid, completed: completed)
        moments += [created, paid, completed].compactMap { $0 }
        let customer = former?.customer ?? one(of: customers)
        sales.append(
            Sale(customer: customer, moments: [created, paid, completed].compactMap { $0 }))
        if random.happens(40) {
            let before: Milliseconds = one(of: [.zero, .hours(-2), .days(-3)])
            makeClick(of: customer, at: created.advanced(by: before))
        }
        first(key, customer, times)
        if let paid {
            add(told(key, .paid, 2, at: paid, created: created) { $0.paidAt = .value(paid) })
        }
        if let completed {
            add(
                told(key, .completed, 3, at: completed, created: created) {
                    $0.completedAt = .value(completed)
                })
        }
        for _ in 0..<one(of: [0, 0, 1, 1, 2]) { edit(key, customer, times) }
        if random.happens(6) {
            // A payment that was none, told when everything was settled.
            let later = created.advanced(by: .days(40))
            add(told(key, .paid, 6, at: later, created: created) { $0.paidAt = .cleared })
        }
        for _ in 0..<one(of: [0, 0, 1, 2, 3, 4]) { refund(key) }
        for _ in 0..<one(of: [0, 0, 0, 0, 0, 0, 1, 2]) {
            add(event(key, .cancelled, one(of: [3, 4, 5]), at: moment()) { _ in })
        }
    }

    private mutating func delay() -> Milliseconds {
        one(of: [.zero, Milliseconds(1), .minutes(2), .hours(3), .days(1), .days(7), .days(20)])
    }

    /// Adds an order event, recorded when it happened or later; never before a click it names.
    private mutating func add(_ event: OrderEvent) {
        var recorded = recording(of: event.occurredAt)
        if case .value(.verified(let alias)) = event.clickID,
            let click = clicks.first(where: { $0.number == alias.low })
        {
            recorded = max(recorded, click.at)
        }
        add(event, at: recorded)
    }

    // MARK: What events say

    /// What an event carries, before it is made.
    private struct Content {
        var createdAt = Leaf<Timestamp>.absent
        var paidAt = Leaf<Timestamp>.absent
        var completedAt = Leaf<Timestamp>.absent
        var store = Leaf<StoreCode>.absent
        var lines = Leaf<[OrderLine]>.absent
        var freight = Leaf<MinorAmount>.absent
        var token = Leaf<TokenEvidence>.absent
        var clickID = Leaf<ClickEvidence>.absent
        var assignedStaff = Leaf<StaffNumber>.absent
        var refund: Refund?
        var buyer: [OrderEvent.BuyerLeaf] = []
    }

    private mutating func event(
        _ order: OrderKey, _ type: OrderEventType, _ version: UInt64, at: Timestamp,
        _ fill: (inout Content) -> Void
    ) -> OrderEvent {
        var content = Content()
        fill(&content)
        return OrderEvent(
            order: order, event: name("e"), contentDigest: .zero, provenance: nil, type: type,
            orderVersion: version, occurredAt: at, currency: .renminbi,
            createdAt: content.createdAt, paidAt: content.paidAt,
            completedAt: content.completedAt, store: content.store, lines: content.lines,
            freight: content.freight, token: content.token, clickID: content.clickID,
            assignedStaff: content.assignedStaff, refund: content.refund, buyer: content.buyer)
    }

    private mutating func told(
        _ order: OrderKey, _ type: OrderEventType, _ version: UInt64, at: Timestamp,
        created: Timestamp, _ fill: (inout Content) -> Void
    ) -> OrderEvent {
        event(order, type, version, at: at) { content in
            content.createdAt = .value(created)
            fill(&content)
        }
    }

    private mutating func first(_ key: OrderKey, _ customer: Customer, _ times: Times) {
        var content = Content()
        content.createdAt = .value(times.created)
        if random.happens(20), let paid = times.paid { content.paidAt = .value(paid) }
        if random.happens(85) { content.store = .value(anyStore()) }
        content.lines = .value(anyLines())
        if random.happens(50) { content.freight = .value(amount()) }
        attribute(&content, times.created)
        content.buyer = buyer(customer)
        add(event(key, .created, 1, at: times.created) { $0 = content })
        guard random.happens(5) else { return }
        // The same event with another content: whichever is recorded first counts.
        content.lines = .value(anyLines())
        add(again(event(key, .created, 1, at: times.created) { $0 = content }))
    }

    /// The event under the id of the one made before it.
    private func again(_ event: OrderEvent) -> OrderEvent {
        let number = (Int(event.event.value.dropFirst()) ?? 0) - 1
        return OrderEvent(
            order: event.order, event: EventID(unchecked: "e\(number)"), contentDigest: .zero,
            provenance: nil, type: event.type, orderVersion: event.orderVersion,
            occurredAt: event.occurredAt, currency: event.currency, createdAt: event.createdAt,
            paidAt: event.paidAt, completedAt: event.completedAt, store: event.store,
            lines: event.lines, freight: event.freight, token: event.token,
            clickID: event.clickID, assignedStaff: event.assignedStaff, refund: event.refund,
            buyer: event.buyer)
    }

    /// Anything of an order may be told anew, in any version.
    private mutating func edit(_ key: OrderKey, _ customer: Customer, _ times: Times) {
        var content = Content()
        var created = times.created
        switch Int.random(in: 0..<9, using: &random) {
        case 0, 1: content.lines = random.happens(90) ? .value(anyLines()) : .cleared
        case 2: content.freight = random.happens(80) ? .value(amount()) : .cleared
        case 3: content.store = random.happens(80) ? .value(anyStore()) : .cleared
        case 4: content.buyer = buyer(random.happens(50) ? customer : one(of: customers))
        case 5: attribute(&content, times.created)
        case 6: content.paidAt = random.happens(55) ? .value(moment()) : .cleared
        case 7: content.completedAt = random.happens(70) ? .value(moment()) : .cleared
        default: created = moment()
        }
        content.createdAt = .value(created)
        let type: OrderEventType = one(of: [.created, .paid, .completed])
        // Now and then of one version, and at one time, with the order's first event.
        let at = random.happens(25) ? times.created : moment()
        add(event(key, type, one(of: [0, 1, 1, 2, 3, 4, 5]), at: at) { $0 = content })
    }

    private mutating func attribute(_ content: inout Content, _ created: Timestamp) {
        if random.happens(25) { content.assignedStaff = .value(anybody()) }
        let click = random.happens(40) ? clicks.randomElement(using: &random) : nil
        if let click {
            content.clickID = .value(.verified(History.clickAlias(click.number)))
        } else if random.happens(5) {
            content.clickID = .value(one(of: [.mismatch, .unknown]))
        }
        guard random.happens(45) else { return }
        switch Int.random(in: 0..<12, using: &random) {
        case 0: content.token = .value(.rejected(.forged))
        case 1: content.token = .value(.verified(token(at: created), rejection: .retiredKey))
        case 2: content.token = .cleared
        default:
            let claim = random.happens(50) ? click?.token : nil
            content.token = .value(.verified(claim ?? token(at: created), rejection: nil))
        }
    }

    private mutating func buyer(_ customer: Customer) -> [OrderEvent.BuyerLeaf] {
        var leaves = aliases(of: customer, Self.buyerKinds).filter { $0.kind != .openid }
            .map { OrderEvent.BuyerLeaf(kind: $0.kind, alias: $0) }
        if random.happens(6) {
            let kind: AliasKind = one(of: Self.buyerKinds)
            leaves.removeAll { $0.kind == kind }
            leaves.append(.init(kind: kind, alias: nil))
        }
        return leaves.sorted { $0.kind < $1.kind }
    }

    private mutating func anyStore() -> StoreCode {
        random.happens(95) ? one(of: stores) : StoreCode(unchecked: "nowhere")
    }

    private mutating func anyLines() -> [OrderLine] {
        let names = ["1", "2", "10", "a", "B"].shuffled(using: &random)
        let equal = random.happens(30) ? amount() : nil
        return names.prefix(one(of: [1, 1, 2, 3, 4])).map { name in
            OrderLine(
                line: LineID(unchecked: name), sku: nil,
                category: random.happens(25) ? Category(unchecked: "gift_card") : nil, quantity: 1,
                amount: equal ?? amount())
        }
    }

    private mutating func amount() -> MinorAmount {
        let usual = Int64.random(in: 1...30_000, using: &random)
        return MinorAmount(one(of: [0, 1, 7, 99, 100, 1_001, usual, usual, usual, usual]))
    }

    private mutating func refund(_ key: OrderKey) {
        let id = RefundID(unchecked: one(of: ["R1", "R1", "R2", "R3"]))
        var scope = Refund.Scope.order(amount())
        if random.happens(65) {
            let names = ["1", "2", "10", "a", "B", "gone"].shuffled(using: &random)
            let lines = names.prefix(one(of: [1, 2, 3])).map { name in
                Refund.LineRefund(line: LineID(unchecked: name), amount: amount())
            }
            scope = .lines(lines, freight: random.happens(50) ? amount() : .zero)
        }
        let version: UInt64 = one(of: [3, 4, 5, 5, 6])
        add(
            event(key, .refunded, version, at: moment()) {
                $0.refund = Refund(refund: id, scope: scope)
            })
    }
}
