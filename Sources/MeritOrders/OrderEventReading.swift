import MeritCore
import MeritCrypto
import MeritJSON

/// The reading of one order event: notes every fault in `reader` and goes on.
struct OrderEventReading {
    let parser: OrderEventParser
    let origin: Origin
    let shop: ShopName
    let members: JSONMembers
    var reader: JSONReader

    /// Where the event came from, which also says where its id stands.
    enum Origin {
        case webhook(EventID)
        case importLine(ImportProvenance)
    }

    /// What identifies an event and orders it among those of its order.
    private struct Head {
        let event: EventID
        let order: OrderID
        let version: UInt64
        let occurredAt: Timestamp
        let currency: Currency
    }

    /// What an event says of its order.
    private struct Content {
        let createdAt: Leaf<Timestamp>
        let paidAt: Leaf<Timestamp>
        let completedAt: Leaf<Timestamp>
        let store: Leaf<StoreCode>
        let lines: Leaf<[OrderLine]>
        let freight: Leaf<MinorAmount>
        var attribution: Attribution
        let buyer: Buyer
    }

    /// Nil where a fault was noted.
    mutating func event() -> OrderEvent? {
        let type = type()
        let head = head()
        let content = content(of: type)
        let refund = refund(of: type)
        guard let type, let head, reader.faults.isEmpty else { return nil }
        switch type {
        case .created, .paid, .completed:
            let event = event(head, type, content)
            return event.with(contentDigest: digest(head, type, content))
        // Whatever else of the order these repeat was checked for form and does not count.
        case .refunded, .cancelled:
            let event = event(head, type, refund: refund)
            return event.with(contentDigest: SHA256.hash(event.content))
        }
    }

    /// The digest of the content with the texts of token and click id in the place of what the door
    /// finds of them today, so that a repeat is a repeat whatever became of keys and clicks.
    private func digest(_ head: Head, _ type: OrderEventType, _ content: Content) -> Digest {
        var neutral = content
        neutral.attribution = content.attribution.withoutFindings
        var writer = ByteWriter()
        writer.write(raw: event(head, type, neutral).content)
        writer.write(text: content.attribution.token.text ?? "")
        writer.write(text: content.attribution.clickID.text ?? "")
        return SHA256.hash(writer.bytes)
    }

    /// A member that is left out, cleared by null, or a value.
    mutating func leaf<Value>(_ node: JSONNode, _ form: JSONForm<Value>) -> Leaf<Value> {
        switch reader.leaf(node, form) {
        case .absent: .absent
        case .null: .cleared
        case .value(let value): .value(value)
        }
    }

    private mutating func type() -> OrderEventType? {
        let names = OrderEventType.allCases.map(\.name)
        return reader.required(members["type"], .choice(names)).flatMap {
            OrderEventType(name: $0)
        }
    }

    private mutating func head() -> Head? {
        let event = eventID()
        checkShop()
        let order = reader.required(members["order_id"], JSONForm<OrderID>.name)
        let version = reader.required(members["version"], .exactCount)
        let occurredAt = reader.required(members["occurred_at"], .orderTime)
        let currency = reader.required(members["currency"], .currency)
        guard let event, let order, let version, let occurredAt, let currency else { return nil }
        return Head(
            event: event, order: order, version: UInt64(version), occurredAt: occurredAt,
            currency: currency)
    }

    private mutating func eventID() -> EventID? {
        if case .webhook(let event) = origin { return event }
        return reader.required(members["event_id"], JSONForm<EventID>.name)
    }

    private mutating func checkShop() {
        let node = members["shop"]
        guard let named = reader.required(node, JSONForm<ShopName>.name), named != shop else {
            return
        }
        reader.note(.wrongShop, at: node, "Name the shop that sends it: \(shop).")
    }

    private mutating func content(of type: OrderEventType?) -> Content {
        let content = Content(
            createdAt: createdAt(of: type),
            paidAt: leaf(members["paid_at"], .orderTime),
            completedAt: leaf(members["completed_at"], .orderTime),
            store: leaf(members["store"], .name),
            lines: leaf(members["lines"], .lines),
            freight: leaf(members["freight"], .amount),
            attribution: attribution(),
            buyer: buyer())
        noteTotal(of: content)
        return content
    }

    /// Lines and freight of an event are together at most what one amount may be, so that sums over
    /// orders stay far from what 64 bits hold.
    private mutating func noteTotal(of content: Content) {
        let most = Int128(MinorAmount.statedMax.value)
        let lines = (content.lines.value ?? []).reduce(Int128(0)) { $0 + Int128($1.amount.value) }
        let freight = Int128(content.freight.value?.value ?? 0)
        guard lines + freight > most else { return }
        reader.note(
            .tooLarge, at: lines > most ? members["lines"] : members["freight"],
            "Lines and freight together are at most \(most).")
    }

    private mutating func createdAt(of type: OrderEventType?) -> Leaf<Timestamp> {
        let node = members["created_at"]
        switch type {
        case .created?, .paid?, .completed?:
            return reader.required(node, .orderTime).map { .value($0) } ?? .absent
        case .refunded?, .cancelled?, nil: return leaf(node, .orderTime)
        }
    }

    private func event(_ head: Head, _ type: OrderEventType, _ content: Content) -> OrderEvent {
        OrderEvent(
            order: OrderKey(shop: shop, order: head.order), event: head.event,
            contentDigest: .zero, provenance: provenance, type: type, orderVersion: head.version,
            occurredAt: head.occurredAt, currency: head.currency, createdAt: content.createdAt,
            paidAt: content.paidAt, completedAt: content.completedAt, store: content.store,
            lines: content.lines, freight: content.freight, token: content.attribution.token.found,
            clickID: content.attribution.clickID.found,
            assignedStaff: content.attribution.assignedStaff,
            aliasesIgnored: content.buyer.ignored, buyer: content.buyer.leaves)
    }

    private func event(_ head: Head, _ type: OrderEventType, refund: Refund?) -> OrderEvent {
        OrderEvent(
            order: OrderKey(shop: shop, order: head.order), event: head.event,
            contentDigest: .zero, provenance: provenance, type: type, orderVersion: head.version,
            occurredAt: head.occurredAt, currency: head.currency, refund: refund)
    }

    private var provenance: ImportProvenance? {
        if case .importLine(let provenance) = origin { provenance } else { nil }
    }
}

extension JSONFault.Code {
    /// The body names another shop than the one that signed or imports it.
    static let wrongShop: Self = "wrong_shop"
}
