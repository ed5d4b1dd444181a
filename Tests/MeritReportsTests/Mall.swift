import MeritAttribution
import MeritCore
import MeritLedger
import Testing

@testable import MeritReports
@testable import MeritStore

/// A retailer by `default-v1` with two stores, four guides of whom one leaves on 20 November and
/// names a successor, and two people who act. Nothing has happened yet; each test tells its story.
struct Mall {
    let store: Store
    private let folder: TemporaryFolder
    private var tape = Tape()
    private var events = 0

    static let leaver: UInt32 = 1_001
    static let successor: UInt32 = 1_002
    static let proposer = Actor(person: PersonNumber(1), door: .apiKey)
    static let approver = Actor(person: PersonNumber(2), door: .apiKey)

    init(_ policy: Policy = .defaultV1) throws {
        folder = try TemporaryFolder()
        store = try Store.open(folder: folder.path + "/store", access: .readWrite)
        let opened = try Retailer.time("10-01 08:00")
        let offset = BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)
        let calendar = try #require(
            BusinessCalendar(
                zone: "Asia/Shanghai", offsets: [offset], dayStartMinutes: 0, monthStart: 1))
        tape.add(CalendarSet(calendar: calendar, actor: .system), at: opened)
        tape.add(
            IdentitySet(neverMerge: [.visitor, .click], sharedAfter: 3, actor: .system),
            at: opened)
        tape.add(PolicyPublished(document: policy.document, actor: .system), at: opened)
        tape.add(ShopAdded(shop: Retailer.mall, actor: .system), at: opened)
        for name in ["王五", "赵六"] {
            tape.add(
                PersonAdded(actor: .system, personal: .init(name: name, userID: nil)), at: opened)
        }
        for (code, name, store) in [("SH", "上海一店", "SH-001"), ("BJ", "北京一店", "BJ-001")] {
            tape.add(
                DepartmentSet(
                    department: DepartmentCode(unchecked: code), name: name, parent: nil,
                    store: StoreCode(unchecked: store), effectiveFrom: nil, actor: .system,
                    provenance: nil), at: opened)
        }
        add(
            staff: Self.leaver, "张三", "SH", to: try Retailer.time("11-20 00:00"),
            successor: Self.successor, at: opened)
        add(staff: Self.successor, "李四", "SH", at: opened)
        add(staff: 1_003, "钱七", "BJ", at: opened)
        add(staff: 1_900, "上海公共", "SH", .houseAccount, at: opened)
    }

    private mutating func add(
        staff: UInt32, _ name: String, _ department: String, _ role: StaffSet.Role = .guide,
        to: Timestamp? = nil, successor: UInt32? = nil, at time: Timestamp
    ) {
        tape.add(
            StaffSet(
                staff: StaffNumber(unchecked: staff),
                department: DepartmentCode(unchecked: department), employedFrom: nil,
                employedTo: to, successor: successor.map { StaffNumber(unchecked: $0) },
                role: role, effectiveFrom: nil, actor: .system, provenance: nil,
                personal: StaffSet.Personal(userID: nil, name: name, aliases: [])), at: time)
    }

    // MARK: Facts

    @discardableResult
    mutating func tell<Content: Fact>(_ fact: Content, at clock: String) throws -> Sequence {
        tape.add(fact, at: try Retailer.time(clock))
    }

    /// Applies, judges and posts whatever was told.
    mutating func settle(at clock: String) throws {
        try tape.settle(store, at: try Retailer.time(clock))
    }

    private mutating func nextEvent() -> EventID {
        events += 1
        return EventID(unchecked: "m\(events)")
    }

    static func buyer(_ number: UInt64) -> Alias {
        Alias(kind: .unionid, high: number &* 0x9e37_79b9_7f4a_7c15, low: number)
    }

    static func guide(_ number: UInt32) -> StaffNumber { StaffNumber(unchecked: number) }

    static func provenance(line: UInt32) -> ImportProvenance {
        ImportProvenance(actor: proposer, file: Digest(0xfeed, 0, 0, 0), line: line)
    }

    /// A contact that `buyer` and `guide` made, imported at `recorded`.
    @discardableResult
    mutating func contact(
        of buyer: UInt64, with guide: UInt32, at clock: String, recorded: String
    ) throws -> Sequence {
        let event = nextEvent()
        return try tell(
            ImportedTouch(
                event: event, touchKind: .contactAdded, at: try Retailer.time(clock),
                staff: Self.guide(guide), link: nil, verdict: .human,
                provenance: Self.provenance(line: UInt32(events)),
                personal: ImportedTouch.Personal(aliases: [Self.buyer(buyer)], userAgent: [])),
            at: recorded)
    }

    mutating func handOver(
        of buyer: UInt64, from: UInt32, to: UInt32, at clock: String
    ) throws {
        try tell(
            HandOver(
                event: nextEvent(), at: try Retailer.time(clock), from: Self.guide(from),
                to: Self.guide(to), state: .done, provenance: Self.provenance(line: 9),
                personal: HandOver.Personal(aliases: [Self.buyer(buyer)])), at: clock)
    }

    /// An order of one line, paid when it is created; recorded then.
    mutating func order(
        _ id: String, _ amount: Int64, by buyer: UInt64?, at clock: String,
        _ type: OrderEventType = .paid, store: String? = nil
    ) throws {
        try tell(
            Retailer.event(
                nextEvent().value, of: id, type, at: clock, store: store, lines: [("1", amount)],
                buyer: buyer.map { Self.buyer($0) }), at: clock)
    }

    mutating func refund(_ id: String, _ amount: Int64, at clock: String) throws {
        try tell(
            Retailer.event(nextEvent().value, of: id, .refunded, at: clock, refund: amount),
            at: clock)
    }

    mutating func adjust(
        _ id: String, to guide: UInt32, as number: UInt32, at clock: String
    ) throws {
        try tell(
            AdjustmentProposed(
                order: Retailer.order(id),
                claim: .weights([.init(payee: Self.guide(guide), value: 1)]),
                actor: Self.proposer, personal: Reason(reason: "开单写错了导购")), at: clock)
        try tell(
            AdjustmentResolved(
                adjustment: AdjustmentNumber(number), resolution: .approved,
                actor: Self.approver, personal: nil), at: clock)
    }

    /// Proposes and confirms the close of a month, and seals it as its entries stand.
    mutating func close(
        _ period: String, at clock: String, waiving reason: String? = nil
    ) throws {
        let period = try #require(Period(period))
        try tell(
            CloseProposed(
                period: period, waives: reason == nil ? .nothing : .badRecordsAndAppeals,
                actor: Self.proposer, personal: reason.map { Reason(reason: $0) }), at: clock)
        let closing = try tell(
            CloseConfirmed(period: period, actor: Self.approver), at: clock)
        try settle(at: clock)
        let entries = try store.entries(period: period, after: 0, limit: 1_000)
        let net = entries.map(\.amount).reduce(.zero, +)
        let nobody = entries.filter { $0.staff == .unattributed }.map(\.amount)
            .reduce(.zero, +)
        let head = try store.ledgerHead()
        try tell(
            PeriodSealed(
                period: period, closing: closing,
                head: .init(number: head.number, hash: head.hash),
                totals: [
                    .init(
                        currency: .renminbi, netBase: net, credited: net - nobody,
                        unattributed: nobody, entries: UInt64(entries.count))
                ], files: []), at: clock)
        try settle(at: clock)
    }

    // MARK: Reports

    func report(
        _ kind: ReportKind, _ first: String = "11-01", _ last: String = "12-31",
        now: String = "12-31 12:00"
    ) throws -> ReportDocument {
        try ReportRequest(
            kind, days: Retailer.days(first, last), by: nil, now: Retailer.time(now)
        ).answer(from: store)
    }
}

extension ReportDocument {
    /// The rows of a section as the tables of tests write them: cells of the named columns.
    func rows(_ names: [String], of section: String = "rows") throws -> [String] {
        let section = try #require(sections.first { $0.name == section })
        let places = try names.map { name in
            try #require(section.columns.firstIndex { $0.name == name }, "\(name)")
        }
        return section.rows.map { row in
            places.map { place in
                switch row.cells[place] {
                case .text(let text): text ?? "-"
                case .number(let number): number.map { "\($0)" } ?? "-"
                case .amount(let amount): amount.map { "\($0.value)" } ?? "-"
                case .time(let time): time?.rfc3339 ?? "-"
                case .staff(let staff): "\(staff.value)"
                }
            }.joined(separator: " | ")
        }
    }

    /// `CNY net_base 100 = credited 90 + unattributed 10`, of every check.
    var checkLines: [String] {
        checks.map { check in
            let parts = check.parts.map { "\($0.name) \($0.amount.value)" }
            let difference = check.difference == .zero ? "" : " OFF BY \(check.difference.value)"
            return "\(check.currency?.code ?? "count") \(check.whole.name) "
                + "\(check.whole.amount.value) = \(parts.joined(separator: " + "))\(difference)"
        }
    }
}
