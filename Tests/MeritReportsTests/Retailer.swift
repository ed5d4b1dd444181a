import MeritAttribution
import MeritCore
import MeritLedger
import Testing

@testable import MeritStore

/// A retailer with two stores whose orders show what a report has to tell apart: a click, an
/// import, a house, nobody, two currencies, a refund in the next month, an order not yet paid.
struct Retailer {
    let store: Store
    private let folder: TemporaryFolder
    private var tape = Tape()
    static let mall = ShopName(unchecked: "mall")

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.open(folder: folder.path + "/store", access: .readWrite)
        try setUp()
        try traffic()
        try orders()
        try tape.settle(store, at: try Self.time("11-25 09:00"))
        tape.add(
            try Self.event("e9", of: "A1", .refunded, at: "12-02 09:00", refund: 5_000),
            at: try Self.time("12-02 09:00"))
        try tape.settle(store, at: try Self.time("12-02 09:01"))
    }

    static func time(_ text: String) throws -> Timestamp {
        let words = text.split(separator: " ")
        return try #require(Timestamp(rfc3339: "2026-\(words[0])T\(words[1]):00+08:00"))
    }

    static func order(_ id: String) -> OrderKey {
        OrderKey(shop: mall, order: OrderID(unchecked: id))
    }

    static func day(_ text: String) throws -> CivilDate { try #require(CivilDate(text)) }

    static func days(_ first: String, _ last: String) throws -> DayRange {
        DayRange(first: try day("2026-\(first)"), last: try day("2026-\(last)"))
    }

    private static func alias(_ kind: AliasKind, _ number: UInt64) -> Alias {
        Alias(kind: kind, high: number &* 0x9e37_79b9_7f4a_7c15, low: number)
    }

    /// Applies an event and leaves it there: nothing is judged or posted.
    mutating func tell(_ event: OrderEvent) throws {
        tape.add(event, at: event.occurredAt)
        try tape.apply(to: store)
    }

    /// Applies an event, judges and posts.
    mutating func settle(_ event: OrderEvent) throws {
        tape.add(event, at: event.occurredAt)
        try tape.settle(store, at: event.occurredAt)
    }

    // MARK: The directory

    private mutating func setUp() throws {
        let opened = try Self.time("10-01 08:00")
        let offset = BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)
        let calendar = try #require(
            BusinessCalendar(
                zone: "Asia/Shanghai", offsets: [offset], dayStartMinutes: 0, monthStart: 1))
        tape.add(CalendarSet(calendar: calendar, actor: .system), at: opened)
        tape.add(
            IdentitySet(neverMerge: [.visitor, .click], sharedAfter: 3, actor: .system),
            at: opened)
        tape.add(
            PolicyPublished(document: Policy.starterV1.document, actor: .system), at: opened)
        tape.add(ShopAdded(shop: Self.mall, actor: .system), at: opened)
        tape.add(
            PersonAdded(actor: .system, personal: .init(name: "王五", userID: nil)), at: opened)
        addDepartment("SH", "上海一店", store: "SH-001", at: opened)
        addDepartment("BJ", "北京一店", store: "BJ-001", at: opened)
        addStaff(1_001, "张三", "SH", at: opened)
        addStaff(1_002, "=HYPERLINK(\"x\")", "BJ", at: opened)
        addStaff(1_900, "上海一店, 门店", "SH", .houseAccount, at: opened)
        tape.add(
            LinkCreated(
                linkKind: .h5, destination: "https://mall.example/",
                channel: MarketingChannel(unchecked: "朋友圈"), campaign: nil, validDays: nil,
                actor: .system), at: opened)
    }

    private mutating func addDepartment(
        _ code: String, _ name: String, store: String, at time: Timestamp
    ) {
        tape.add(
            DepartmentSet(
                department: DepartmentCode(unchecked: code), name: name, parent: nil,
                store: StoreCode(unchecked: store), effectiveFrom: nil, actor: .system,
                provenance: nil), at: time)
    }

    private mutating func addStaff(
        _ number: UInt32, _ name: String, _ department: String,
        _ role: StaffSet.Role = .guide, at time: Timestamp
    ) {
        tape.add(
            StaffSet(
                staff: StaffNumber(unchecked: number),
                department: DepartmentCode(unchecked: department), employedFrom: nil,
                employedTo: nil, successor: nil, role: role, effectiveFrom: nil, actor: .system,
                provenance: nil,
                personal: StaffSet.Personal(userID: nil, name: name, aliases: [])), at: time)
    }

    // MARK: Traffic and orders

    private mutating func traffic() throws {
        let claim = TokenClaim(
            slot: KeySlot(unchecked: 0), staff: StaffNumber(unchecked: 1_001),
            link: LinkNumber(unchecked: 1), issued: IssueDay(2_000))
        for (verdict, clock) in [(Verdict.human, "11-20 10:00"), (.bot, "11-20 10:01")] {
            tape.add(
                LinkClick(
                    token: claim, verdict: verdict, rejection: nil,
                    personal: LinkClick.Personal(
                        visitor: Self.alias(.visitor, 1), network: nil, userAgent: [])),
                at: try Self.time(clock))
        }
        try addImport("i1", 1_002, at: "11-20 12:00", unionid: 8, line: 3)
        try addImport("i2", 1_002, at: "10-02 12:00", unionid: 9, line: 4)
    }

    private mutating func addImport(
        _ event: String, _ staff: UInt32, at clock: String, unionid: UInt64, line: UInt32
    ) throws {
        let importer = Actor(person: PersonNumber(1), door: .controlSocket)
        tape.add(
            ImportedTouch(
                event: EventID(unchecked: event), touchKind: .linkClick,
                at: try Self.time(clock), staff: StaffNumber(unchecked: staff),
                link: LinkNumber(unchecked: 1), verdict: .human,
                provenance: ImportProvenance(
                    actor: importer, file: Digest(0xfeed, 0, 0, 0), line: line),
                personal: ImportedTouch.Personal(
                    aliases: [Self.alias(.unionid, unionid)], userAgent: [])),
            at: try Self.time("11-20 13:00"))
    }

    private mutating func orders() throws {
        let dollar = Currency(unchecked: "USD")
        let orders = [
            try Self.event(
                "e1", of: "A1", at: "11-21 10:00", store: "SH-001",
                lines: [("1", 19_900), ("2", 100)], buyer: Self.alias(.visitor, 1)),
            try Self.event(
                "e2", of: "A2", at: "11-21 11:00", store: "BJ-001", currency: dollar,
                lines: [("1", 3_001)], buyer: Self.alias(.unionid, 8)),
            try Self.event(
                "e3", of: "A3", at: "11-22 10:00", lines: [("1", 700)],
                buyer: Self.alias(.unionid, 9)),
            try Self.event("e4", of: "A4", .created, at: "11-22 11:00", lines: [("1", 5)]),
            try Self.event("e5", of: "A5", at: "11-23 10:00", store: "SH-001"),
            try Self.event(
                "e6", of: "A6", at: "11-24 10:00", lines: [("1", 99)],
                buyer: Self.alias(.unionid, 8)),
        ]
        for order in orders { tape.add(order, at: order.occurredAt) }
    }

    static func event(
        _ id: String, of order: String, _ type: OrderEventType = .paid, at clock: String,
        store: String? = nil, currency: Currency = .renminbi,
        lines: [(String, Int64)] = [("1", 1_000)], buyer: Alias? = nil, refund: Int64? = nil
    ) throws -> OrderEvent {
        let moment = try time(clock)
        let isRefund = type == .refunded
        let scope = refund.map { amount in
            let line = LineID(unchecked: "1")
            return Refund.Scope.lines(
                [Refund.LineRefund(line: line, amount: MinorAmount(amount))], freight: .zero)
        }
        return OrderEvent(
            order: Self.order(order), event: EventID(unchecked: id),
            contentDigest: Digest(id.utf8.reduce(0) { $0 << 8 | UInt64($1) }, 0, 0, 0),
            provenance: nil,
            type: type, orderVersion: isRefund ? 2 : 1, occurredAt: moment, currency: currency,
            createdAt: isRefund ? .absent : .value(moment.advanced(by: .minutes(-2))),
            paidAt: type == .paid ? .value(moment) : .absent,
            store: store.map { .value(StoreCode(unchecked: $0)) } ?? .absent,
            lines: isRefund
                ? .absent
                : .value(
                    lines.map { line in
                        OrderLine(
                            line: LineID(unchecked: line.0), sku: nil, category: nil,
                            quantity: nil, amount: MinorAmount(line.1))
                    }),
            refund: scope.map { Refund(refund: RefundID(unchecked: "R1"), scope: $0) },
            buyer: buyer.map { [OrderEvent.BuyerLeaf(kind: $0.kind, alias: $0)] } ?? [])
    }
}
