import MeritAttribution
import MeritCore
import MeritCrypto
import MeritJournal
import MeritLedger

@testable import MeritStore

/// Small facts of one retailer, for tests to put on a tape.
enum Shop {
    static let mall = ShopName(unchecked: "mall")
    static let noon = Timestamp(milliseconds: 1_795_240_800_000)
    static let anna = StaffNumber(unchecked: 1_001)
    static let bert = StaffNumber(unchecked: 1_002)
    static let house = StaffNumber(unchecked: 1_900)
    static let link = LinkNumber(unchecked: 1)
    static let department = DepartmentCode(unchecked: "SH")
    static let store = StoreCode(unchecked: "SH-001")

    static func minutes(_ count: Int64) -> Timestamp { noon.advanced(by: .minutes(count)) }

    static func alias(_ kind: AliasKind, _ number: UInt64) -> Alias {
        Alias(kind: kind, high: number &* 0x9e37_79b9_7f4a_7c15, low: number)
    }

    static func claim(_ staff: StaffNumber = anna) -> TokenClaim {
        TokenClaim(
            slot: KeySlot(unchecked: 0), staff: staff, link: link, issued: IssueDay(2_000))
    }

    /// A directory with a store, two guides, its house account, a link, and policies.
    static func opening(_ policies: [Policy] = [Policy.starterV1]) -> Tape {
        var tape = Tape()
        let offset = BusinessCalendar.Offset(instant: .distantPast, seconds: 28_800)
        if let calendar = BusinessCalendar(
            zone: "Asia/Shanghai", offsets: [offset], dayStartMinutes: 0, monthStart: 1)
        {
            tape.add(CalendarSet(calendar: calendar, actor: .system), at: minutes(-1_000))
        }
        tape.add(
            IdentitySet(neverMerge: [.visitor, .click], sharedAfter: 3, actor: .system),
            at: minutes(-1_000))
        for policy in policies {
            tape.add(
                PolicyPublished(document: policy.document, actor: .system), at: minutes(-1_000))
        }
        tape.add(ShopAdded(shop: mall, actor: .system), at: minutes(-999))
        tape.add(
            DepartmentSet(
                department: department, name: "上海一店", parent: nil, store: store,
                effectiveFrom: nil, actor: .system, provenance: nil),
            at: minutes(-999))
        for (number, role) in [
            (anna, StaffSet.Role.guide), (bert, .guide), (house, .houseAccount),
        ] {
            tape.add(staff(number, role), at: minutes(-998))
        }
        tape.add(newLink(), at: minutes(-997))
        return tape
    }

    static func staff(_ number: StaffNumber, _ role: StaffSet.Role = .guide) -> StaffSet {
        StaffSet(
            staff: number, department: department, employedFrom: nil, employedTo: nil,
            successor: nil, role: role, effectiveFrom: nil, actor: .system, provenance: nil,
            personal: StaffSet.Personal(
                userID: "u\(number.value)", name: "导购 \(number.value)",
                aliases: [alias(.unionid, UInt64(number.value))]))
    }

    static func newLink() -> LinkCreated {
        LinkCreated(
            linkKind: .h5, destination: "https://mall.example/",
            channel: MarketingChannel(unchecked: "朋友圈"), campaign: nil, validDays: nil,
            actor: .system)
    }

    static func click(
        _ staff: StaffNumber = anna, visitor: UInt64?, verdict: Verdict = .human,
        rejection: TokenRejection? = nil
    ) -> LinkClick {
        LinkClick(
            token: claim(staff), verdict: verdict, rejection: rejection,
            personal: LinkClick.Personal(
                visitor: visitor.map { alias(.visitor, $0) }, network: nil,
                userAgent: Array("MicroMessenger".utf8)))
    }

    static func view(
        _ event: String, _ staff: StaffNumber = anna, aliases: [Alias], click: Alias? = nil
    ) -> BeaconTouch {
        BeaconTouch(
            touchKind: .pageView, event: EventID(unchecked: event), token: claim(staff),
            verdict: .human, rejection: nil, click: click, dwell: nil, claimedAt: nil,
            personal: BeaconTouch.Personal(
                aliases: aliases, page: "/p/1", network: nil, userAgent: []))
    }

    static func imported(
        _ event: String, _ staff: StaffNumber = anna, at: Timestamp, aliases: [Alias],
        kind: TouchKind = .linkClick
    ) -> ImportedTouch {
        ImportedTouch(
            event: EventID(unchecked: event), touchKind: kind, at: at, staff: staff, link: link,
            verdict: .human, provenance: provenance(1),
            personal: ImportedTouch.Personal(aliases: aliases, userAgent: []))
    }

    static func provenance(_ line: UInt32) -> ImportProvenance {
        ImportProvenance(actor: .system, file: Digest(1, 2, 3, 4), line: line)
    }

    static func order(_ id: String) -> OrderKey {
        OrderKey(shop: mall, order: OrderID(unchecked: id))
    }

    /// An order event with what a test names; its digest is that of its content.
    static func event(
        _ id: String, of order: String, _ type: OrderEventType = .paid, version: UInt64 = 1,
        at: Timestamp = noon, currency: Currency = .renminbi, paid: Leaf<Timestamp>? = nil,
        lines: [(String, Int64)]? = [("1", 19_900)], buyer: [Alias] = [],
        click: Leaf<ClickEvidence> = .absent, store: Leaf<StoreCode> = .value(store),
        assigned: Leaf<StaffNumber> = .absent, refund: Refund? = nil
    ) -> OrderEvent {
        let isAmendment = type == .refunded || type == .cancelled
        let leaves = lines.map { lines in
            lines.map { line, amount in
                OrderLine(
                    line: LineID(unchecked: line), sku: nil, category: nil, quantity: 1,
                    amount: MinorAmount(amount))
            }
        }
        let event = OrderEvent(
            order: Self.order(order), event: EventID(unchecked: id), contentDigest: .zero,
            provenance: nil, type: type, orderVersion: version, occurredAt: at,
            currency: currency,
            createdAt: isAmendment ? .absent : .value(at.advanced(by: .minutes(-2))),
            paidAt: paid ?? (type == .paid ? .value(at) : .absent),
            store: isAmendment ? .absent : store,
            lines: isAmendment ? .absent : leaves.map { .value($0) } ?? .absent,
            clickID: click, assignedStaff: assigned, refund: refund,
            buyer: buyer.map { OrderEvent.BuyerLeaf(kind: $0.kind, alias: $0) })
        return event.with(contentDigest: SHA256.hash(event.content))
    }

    static func refund(_ id: String, _ line: String, _ amount: Int64) -> Refund {
        Refund(
            refund: RefundID(unchecked: id),
            scope: .lines(
                [Refund.LineRefund(line: LineID(unchecked: line), amount: MinorAmount(amount))],
                freight: .zero))
    }
}

extension Tape {
    /// Applies what is new, judges what is pending and posts what is due until nothing is left, as
    /// the worker does: every decision and posting goes onto the tape and is read back.
    mutating func settle(_ store: Store, at time: Timestamp) throws {
        while true {
            let applied = store.cursor.mark.sequence
            if applied < last { _ = try store.apply(after(applied)) }
            let asOf = store.cursor.mark.sequence
            for decision in try store.decisionsDue(limit: 100) { add(decision, at: time) }
            if last > asOf { continue }
            var head = try store.ledgerHead()
            let due = try store.ordersDue(limit: 100)
            if due.isEmpty { return }
            var entries: [LedgerEntry] = []
            var unchanged: [OrderKey] = []
            for subject in try store.postingCases(for: due) {
                let drafts = entriesDue(
                    subject, calendar: store.directory.calendar,
                    closedThrough: store.directory.closedThrough)
                if drafts.isEmpty { unchanged.append(subject.order) }
                entries += drafts.map { head.append($0) }
            }
            add(Posting(asOf: asOf, entries: entries, unchanged: unchanged), at: time)
        }
    }
}

extension Store {
    /// The decisions that a worker appends next: on what is pending, as of everything applied.
    func decisionsDue(limit: Int) throws(StoreError) -> [Decision] {
        var decisions: [Decision] = []
        let pending = try pendingJudgements(limit: limit)
        try judge(pending, asOf: cursor.mark.sequence) { subject, directory in
            let judgement: Judgement =
                switch subject {
                case .judging(let subject): MeritAttribution.judge(subject, directory: directory)
                case .adjustment(let subject): .decided(subject.decision(in: directory))
                }
            if case .decided(let decision) = judgement { decisions.append(decision) }
            return judgement
        }
        return decisions
    }
}
