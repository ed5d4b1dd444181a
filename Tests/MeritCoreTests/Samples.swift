import MeritCore
import Testing

/// One made-up fact of every kind, with its bytes.
enum Samples {
    struct Sample: Sendable, CustomTestStringConvertible {
        let kind: FactKind
        let version: UInt8
        let payload: FactPayload
        let publicBody: [UInt8]
        let personalBody: [UInt8]?
        var testDescription: String { "\(kind), version \(version)" }

        init<Value: Fact>(_ fact: Value, _ payload: (Value) -> FactPayload) {
            kind = Value.kind
            version = Value.version
            self.payload = payload(fact)
            var body = ByteWriter()
            fact.writePublic(to: &body)
            publicBody = body.bytes
            var personal = ByteWriter()
            fact.writePersonal(to: &personal)
            personalBody = fact.hasPersonalPart ? personal.bytes : nil
        }
    }

    static let at = Timestamp(milliseconds: 1_795_000_000_123)
    static let staff = StaffNumber(unchecked: 1_001)
    static let successor = StaffNumber(unchecked: 1_002)
    static let link = LinkNumber(unchecked: 7)
    static let digest = Digest(1, 2, 3, .max)
    static let claim = TokenClaim(
        slot: KeySlot(unchecked: 3), staff: staff, link: link, issued: IssueDay(2_516))
    static let visitor = Alias(kind: .visitor, high: 5, low: 6)
    static let click = Alias(click: Sequence(99), of: .first)
    static let actor = Actor(person: PersonNumber(4), door: .apiKey)
    static let provenance = ImportProvenance(actor: actor, file: digest, line: 12)
    static let order = OrderKey(
        shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: "A1001"))
    static let event = EventID(unchecked: "evt_1")
    static let department = DepartmentCode(unchecked: "SH-001")
    static let store = StoreCode(unchecked: "SH-001")
    static let policy = PolicyID(unchecked: "starter-v1")

    static let all: [Sample] =
        traffic + orders + contacts + directory + settings + books + worker

    private static let traffic: [Sample] = [
        Sample(
            LinkClick(
                token: claim, verdict: .head, rejection: .expired,
                personal: .init(
                    visitor: visitor, network: NetworkPrefix(cut: [10, 0, 0]),
                    userAgent: Array("MicroMessenger".utf8)))
        ) { .linkClick($0) },
        Sample(
            BeaconTouch(
                touchKind: .pageView, event: event, token: claim, verdict: .human,
                rejection: nil, click: click, dwell: .seconds(5), claimedAt: at,
                personal: .init(
                    aliases: [visitor], page: "/p/1", network: nil, userAgent: []))
        ) { .beaconTouch($0) },
        Sample(
            RejectionCounts(minute: at, counts: [.init(rejection: .forged, count: 300)])
        ) { .rejectionCounts($0) },
        Sample(Gap(reason: .spaceLow, clicks: 3, views: 0, from: at, to: at)) { .gap($0) },
        Sample(Recovered(segment: Sequence(9), bytesCut: 4_096)) { .recovered($0) },
    ]

    private static let orders: [Sample] = [
        Sample(
            OrderEvent(
                order: order, event: event, contentDigest: digest, provenance: provenance,
                type: .paid, orderVersion: 2, occurredAt: at, currency: .renminbi,
                createdAt: .value(at), paidAt: .cleared, store: .value(store),
                lines: .value([
                    OrderLine(
                        line: LineID(unchecked: "1"), sku: "X",
                        category: Category(unchecked: "鞋"), quantity: 1,
                        amount: MinorAmount(19_900))
                ]), freight: .value(MinorAmount(800)),
                token: .value(.verified(claim, rejection: .retiredKey)),
                clickID: .value(.verified(click)), assignedStaff: .value(staff),
                aliasesIgnored: 1, buyer: [.init(kind: .visitor, alias: visitor)])
        ) { .orderEvent($0) },
        Sample(
            ImportedTouch(
                event: event, touchKind: .contactAdded, at: at, staff: staff, link: nil,
                verdict: .human, provenance: provenance,
                personal: .init(aliases: [visitor], userAgent: [1, 2]))
        ) { .importedTouch($0) },
        Sample(
            BadRecord(
                vaultID: 7, source: .orderWebhook, shop: order.shop, event: event,
                code: "invalid_order_event", body: digest)
        ) { .badRecord($0) },
        Sample(
            BadRecordResolved(record: Sequence(5), outcome: .replayed, actor: actor)
        ) { .badRecordResolved($0) },
    ]

    private static let contacts: [Sample] = [
        Sample(
            ContactChanged(
                event: event, id: Array(1...16), at: at, staff: staff, change: .added,
                provenance: provenance, personal: .init(aliases: [visitor]))
        ) { .contactChanged($0) },
        Sample(
            ContactChanged(
                event: event, id: [], at: at, staff: staff, change: .deletedByCustomer,
                provenance: nil, personal: nil)
        ) { .contactChanged($0) },
        Sample(
            HandOver(
                event: event, at: at, from: staff, to: successor, state: .done, provenance: nil,
                personal: .init(aliases: [visitor]))
        ) { .handOver($0) },
    ]

    private static let books: [Sample] = [
        Sample(
            IdentitySplit(
                actor: actor, personal: .init(left: visitor, right: click, reason: "两个人"))
        ) { .identitySplit($0) },
        Sample(
            AdjustmentProposed(
                order: order,
                claim: .weights([
                    .init(payee: .unattributed, value: 0), .init(payee: staff, value: 2),
                ]), actor: actor, personal: .init(reason: "申诉"))
        ) { .adjustmentProposed($0) },
        Sample(
            AdjustmentProposed(
                order: order, claim: .amounts([.init(payee: staff, value: 19_900)]),
                actor: actor, personal: nil)
        ) { .adjustmentProposed($0) },
        Sample(
            AdjustmentResolved(
                adjustment: AdjustmentNumber(300), resolution: .declined, actor: actor,
                personal: .init(reason: "no"))
        ) { .adjustmentResolved($0) },
        Sample(
            RerunProposed(
                policy: policy, from: CivilDate(daysSince1970: -1),
                to: CivilDate(daysSince1970: 20_778), actor: actor, personal: .init(reason: "x"))
        ) { .rerunProposed($0) },
        Sample(
            RerunResolved(rerun: RerunNumber(1), resolution: .approved, actor: actor)
        ) { .rerunResolved($0) },
        Sample(
            CloseProposed(
                period: Period(index: 24_322), waives: .badRecordsAndAppeals, actor: actor,
                personal: .init(reason: "旧单"))
        ) { .closeProposed($0) },
        Sample(
            CloseConfirmed(period: Period(index: 24_322), actor: actor)
        ) { .closeConfirmed($0) },
        Sample(
            APIKeyChanged(
                key: "0a1b2c3d", change: .issued, person: PersonNumber(5),
                scopes: ["read", "close"], actor: actor, personal: .init(name: "财务"))
        ) { .apiKeyChanged($0) },
    ]

    private static let directory: [Sample] = [
        Sample(ShopAdded(shop: order.shop, actor: .system)) { .shopAdded($0) },
        Sample(
            PersonAdded(actor: actor, personal: .init(name: "李雷", userID: "lilei"))
        ) { .personAdded($0) },
        Sample(
            DepartmentSet(
                department: department, name: "上海一店", parent: nil, store: store,
                effectiveFrom: at, actor: actor, provenance: provenance)
        ) { .departmentSet($0) },
        Sample(
            StaffSet(
                staff: staff, department: department, employedFrom: at, employedTo: nil,
                successor: StaffNumber(unchecked: 2), role: .guide, effectiveFrom: nil,
                actor: actor, provenance: nil,
                personal: .init(userID: nil, name: "韩梅梅", aliases: [visitor]))
        ) { .staffSet($0) },
        Sample(
            StaffRevocation(staff: staff, change: .restored, actor: actor)
        ) { .staffRevocation($0) },
        Sample(
            LinkCreated(
                linkKind: .h5, destination: "https://mall.example/p/1",
                channel: MarketingChannel(unchecked: "朋友圈"), campaign: nil, validDays: 30,
                actor: actor)
        ) { .linkCreated($0) },
        Sample(LinkRevoked(link: link, actor: actor)) { .linkRevoked($0) },
    ]

    private static let settings: [Sample] =
        [
            Sample(PolicyPublished(document: "{}", actor: actor)) { .policyPublished($0) },
            Sample(
                KeyChanged(slot: KeySlot(unchecked: 15), state: .verifying, actor: actor)
            ) { .keyChanged($0) },
            Sample(
                IdentitySet(neverMerge: [.visitor, .click], sharedAfter: 3, actor: .system)
            ) { .identitySet($0) },
        ] + calendar

    private static let calendar: [Sample] =
        BusinessCalendar(
            zone: "Asia/Shanghai",
            offsets: [
                .init(instant: .distantPast, seconds: 29_143), .init(instant: at, seconds: 28_800),
            ], dayStartMinutes: 240, monthStart: 26
        ).map { calendar in
            [
                Sample(
                    CalendarSet(calendar: calendar, from: Period(index: 24_326), actor: actor)
                ) { .calendarSet($0) }
            ]
        } ?? []

    private static let worker: [Sample] = [
        Sample(
            Decision(
                order: order, policy: policy, judgedAt: at, asOf: Sequence(9),
                cause: Sequence(8), occasion: .evidence, rule: "bound", store: store,
                shares: [.init(payee: successor, department: department, weight: 1)],
                candidates: [
                    .init(
                        rule: 1, touchKind: .linkClick, touch: Sequence(3), id: [1, 2],
                        staff: staff, link: link, at: at, rejection: .lateEvidence,
                        note: .tokenOnly),
                    .init(
                        rule: 4, touchKind: nil, touch: nil, id: [], staff: staff,
                        payee: successor, link: nil, at: at, rejection: nil, note: nil),
                ], candidatesOmitted: 0,
                bound: .init(
                    guide: staff, since: at, validUntil: nil,
                    protectedUntil: at.advanced(by: .days(15))),
                examined: .init(
                    staff: [staff, successor], departments: [department], stores: [store],
                    links: [link]), customer: [visitor])
        ) { .decision($0) },
        Sample(
            Posting(
                asOf: Sequence(10),
                entries: [
                    LedgerEntry(
                        number: 1, order: order, line: .freight, staff: .unattributed,
                        department: nil, store: nil, rule: nil, amount: MinorAmount(-5),
                        currency: .renminbi, kind: .reversal, policy: policy,
                        decision: Sequence(10), cause: Sequence(8),
                        period: Period(index: 24_322), at: at, hash: digest)
                ], unchanged: [order])
        ) { .posting($0) },
        Sample(
            PeriodSealed(
                period: Period(index: 24_322), closing: Sequence(77),
                head: .init(number: 12, hash: digest),
                totals: [
                    .init(
                        currency: .renminbi, netBase: MinorAmount(1_000),
                        credited: MinorAmount(1_005), unattributed: MinorAmount(-5), entries: 3)
                ], files: [.init(name: "entries.jsonl", bytes: 900, digest: digest)])
        ) { .periodSealed($0) },
    ]
}
