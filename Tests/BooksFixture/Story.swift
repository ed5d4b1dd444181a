import MeritAttribution
package import MeritCore
import MeritCrypto

/// Facts of a small shop: two guides, a house account, touches, orders, refunds.
package enum Story {
    package static let shop = ShopName(unchecked: "mall")
    package static let store = StoreCode(unchecked: "SH-001")
    package static let department = DepartmentCode(unchecked: "SH-001")
    package static let day: Int64 = 86_400_000
    package static let begin = Timestamp(milliseconds: 1_793_462_400_000)

    package static func staff(_ number: UInt32) -> StaffNumber { StaffNumber(unchecked: number) }

    package static func alias(_ value: UInt64) -> Alias {
        Alias(kind: .unionid, high: 1, low: value)
    }

    /// What every story begins with.
    package static var opening: [any Fact] {
        let calendar = BusinessCalendar(
            zone: "Asia/Shanghai", offsets: [.init(instant: .distantPast, seconds: 28_800)],
            dayStartMinutes: 0, monthStart: 1)
        var facts: [any Fact] = []
        if let calendar { facts.append(CalendarSet(calendar: calendar, actor: .system)) }
        facts += [
            IdentitySet(neverMerge: [.visitor, .click], sharedAfter: 3, actor: .system),
            PolicyPublished(document: Policy.starterV1.document, actor: .system),
            ShopAdded(shop: shop, actor: .system),
            DepartmentSet(
                department: department, name: "Shanghai 1", parent: nil, store: store,
                effectiveFrom: nil, actor: .system, provenance: nil),
            guide(1_001, .guide), guide(1_002, .guide), guide(9_001, .houseAccount),
            LinkCreated(
                linkKind: .h5, destination: "https://mall.example/",
                channel: MarketingChannel(unchecked: "group"), campaign: nil, validDays: nil,
                actor: .system),
        ]
        return facts
    }

    private static func guide(_ number: UInt32, _ role: StaffSet.Role) -> StaffSet {
        StaffSet(
            staff: staff(number), department: department, employedFrom: nil, employedTo: nil,
            successor: nil, role: role, effectiveFrom: nil, actor: .system, provenance: nil,
            personal: .init(userID: nil, name: "guide \(number)", aliases: []))
    }

    package static func touch(
        _ id: String, by number: UInt32, customer: UInt64, at: Timestamp
    ) -> ImportedTouch {
        ImportedTouch(
            event: EventID(unchecked: id), touchKind: .linkClick, at: at, staff: staff(number),
            link: LinkNumber(unchecked: 1), verdict: .human,
            provenance: ImportProvenance(actor: .system, file: .zero, line: 1),
            personal: .init(aliases: [alias(customer)], userAgent: []))
    }

    package static func paid(
        _ id: String, customer: UInt64, at: Timestamp, amounts: [Int64], version: UInt64 = 1
    ) -> OrderEvent {
        digested(
            OrderEvent(
                order: OrderKey(shop: shop, order: OrderID(unchecked: id)),
                event: EventID(unchecked: "\(id)-paid-\(version)"), contentDigest: .zero,
                provenance: nil, type: .paid, orderVersion: version, occurredAt: at,
                currency: .renminbi, createdAt: .value(at), paidAt: .value(at),
                store: .value(store),
                lines: .value(
                    amounts.enumerated().map { index, amount in
                        OrderLine(
                            line: LineID(unchecked: "\(index + 1)"), sku: nil, category: nil,
                            quantity: 1, amount: MinorAmount(amount))
                    }), buyer: [.init(kind: .unionid, alias: alias(customer))]))
    }

    package static func refunded(
        _ id: String, _ refund: String, line: String, amount: Int64, at: Timestamp,
        version: UInt64 = 5
    ) -> OrderEvent {
        digested(
            OrderEvent(
                order: OrderKey(shop: shop, order: OrderID(unchecked: id)),
                event: EventID(unchecked: "\(id)-\(refund)-\(version)"), contentDigest: .zero,
                provenance: nil, type: .refunded, orderVersion: version, occurredAt: at,
                currency: .renminbi,
                refund: Refund(
                    refund: RefundID(unchecked: refund),
                    scope: .lines(
                        [.init(line: LineID(unchecked: line), amount: MinorAmount(amount))],
                        freight: .zero))))
    }

    private static func digested(_ event: OrderEvent) -> OrderEvent {
        event.with(contentDigest: SHA256.hash(event.content))
    }
}
