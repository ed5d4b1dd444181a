import MeritAttribution
import MeritCore
import MeritCrypto
import SeededRandom

extension HistoryMaker {
    private static let provenance = ImportProvenance(actor: .system, file: .zero, line: 1)

    private static let touchAliases: [AliasKind] = [
        .unionid, .externalUserID, .phone, .member, .visitor, .openid,
    ]

    mutating func makeTouch() {
        let (customer, at) = aim()
        if random.happens(30) { moments.append(at) }
        switch Int.random(in: 0..<10, using: &random) {
        case 0, 1: makeClick(of: customer, at: at)
        case 2: makeView(of: customer, at: at)
        default: makeImport(of: customer, at: at)
        }
    }

    mutating func makeClick(of customer: Customer, at: Timestamp) {
        let number = UInt64(clicks.count + 1)
        let token = token(at: at)
        let visitor = customer.alias(.visitor)
        clicks.append(Click(number: number, token: token, at: at))
        add(
            .click(
                LinkClick(
                    token: token, verdict: verdict(), rejection: nil,
                    personal: .init(visitor: visitor, network: nil, userAgent: [])), number),
            at: at)
    }

    private mutating func makeView(of customer: Customer, at: Timestamp) {
        let click = random.happens(50) ? clicks.filter { $0.at < at }.last : nil
        add(
            BeaconTouch(
                touchKind: one(of: [.pageView, .miniprogramOpen]), event: name("v"),
                token: click?.token ?? token(at: at), verdict: verdict(), rejection: nil,
                click: click.map { History.clickAlias($0.number) }, dwell: nil, claimedAt: nil,
                personal: .init(
                    aliases: aliases(of: customer, [.unionid, .phone, .visitor, .openid]),
                    page: nil, network: nil, userAgent: [])), at: at)
    }

    private mutating func makeImport(of customer: Customer, at: Timestamp) {
        var named = aliases(of: customer, Self.touchAliases)
        let recorded = recording(of: at)
        if random.happens(5), let mistake = mistake(beside: customer, at: recorded) {
            mistakes.append(mistake)
            named = [mistake.left, mistake.right]
        }
        let token = random.happens(30) ? tokens.randomElement(using: &random) : nil
        add(
            ImportedTouch(
                event: name("t"), touchKind: one(of: TouchKind.ofCustomers), at: at,
                staff: token?.staff ?? anybody(),
                link: token?.link ?? (random.happens(50) ? anyLink() : nil), verdict: verdict(),
                provenance: Self.provenance, personal: .init(aliases: named, userAgent: [])),
            at: recorded)
    }

    /// Somebody else's openid beside this customer's unionid: no order carries an openid.
    private mutating func mistake(beside customer: Customer, at: Timestamp) -> Mistake? {
        let other = one(of: customers)
        guard let left = customer.alias(.unionid), let right = other.alias(.openid),
            customer.alias(.openid) != right
        else { return nil }
        return Mistake(left: left, right: right, at: at)
    }

    /// One member card after another on one till: a member is no person beside another member.
    mutating func joinMembers() {
        let members = Set(customers.compactMap { $0.alias(.member) })
        let at = anyMoment()
        add(
            ImportedTouch(
                event: name("t"), touchKind: .pageView, at: at, staff: one(of: persons), link: nil,
                verdict: .human, provenance: Self.provenance,
                personal: .init(aliases: members.sorted(), userAgent: [])),
            at: at)
    }

    /// A touch that makes two customers one.
    mutating func makeLateJoin(at recorded: Timestamp) {
        guard let sale = sales.randomElement(using: &random) else { return }
        let names = [sale.customer, one(of: customers)].compactMap {
            $0.aliases.filter { [.unionid, .externalUserID, .phone].contains($0.kind) }
                .randomElement(using: &random)
        }
        add(
            ImportedTouch(
                event: name("t"), touchKind: one(of: TouchKind.ofCustomers),
                at: one(of: sale.moments).advanced(by: .days(-20)), staff: one(of: persons),
                link: nil, verdict: .human, provenance: Self.provenance,
                personal: .init(aliases: Array(Set(names)).sorted(), userAgent: [])),
            at: recorded)
    }

    mutating func makeSplits() {
        for mistake in mistakes where random.happens(60) {
            add(
                IdentitySplit(
                    actor: .system,
                    personal: .init(left: mistake.left, right: mistake.right, reason: "wrong")),
                at: mistake.at.advanced(by: one(of: lengths)))
        }
    }

    mutating func token(at: Timestamp) -> TokenClaim {
        let issued = calendar.day(of: at).advanced(by: one(of: [0, 0, -1, -2, -9, -10]))
        let claim = TokenClaim(
            slot: KeySlot(unchecked: one(of: [0, 0, 0, 1])), staff: anybody(), link: anyLink(),
            issued: IssueDay(issued) ?? IssueDay(0))
        tokens.append(claim)
        return claim
    }

    private mutating func anyLink() -> LinkNumber {
        // Now and then one that was never made.
        LinkNumber(
            unchecked: UInt32.random(in: 1...(links + (random.happens(12) ? 1 : 0)), using: &random)
        )
    }

    private mutating func verdict() -> Verdict {
        random.happens(90) ? .human : one(of: [.bot, .preview, .duplicate, .selfTest, .retiredKey])
    }

    // MARK: What the business tells

    mutating func makeContact() {
        let (customer, at) = aim()
        moments.append(at)
        let staff = anybody()
        let named = aliases(of: customer, [.externalUserID, .unionid, .openid])
        guard !named.isEmpty else { return }
        let change: ContactChanged.Change =
            one(of: [.added, .added, .deletedByCustomer, .deletedByStaff])
        add(
            ContactChanged(
                event: name("c"), id: Self.contactID(named, staff, at), at: at, staff: staff,
                change: change, provenance: random.happens(50) ? Self.provenance : nil,
                personal: .init(aliases: named)), at: recording(of: at))
    }

    /// The head of SHA-256 over alias, staff and seconds; empty without an external_userid.
    private static func contactID(
        _ aliases: [Alias], _ staff: StaffNumber, _ at: Timestamp
    ) -> [UInt8] {
        guard let alias = aliases.first(where: { $0.kind == .externalUserID }) else { return [] }
        var writer = ByteWriter(reserving: 28)
        writer.write(fixed: alias.high)
        writer.write(fixed: alias.low)
        writer.write(fixed: staff.value)
        writer.write(fixed: at.milliseconds / 1_000)
        return Array(SHA256.hash(writer.bytes).bytes.prefix(16))
    }

    mutating func makeHandOver() {
        let (customer, at) = aim()
        moments.append(at)
        let named = aliases(of: customer, [.externalUserID, .unionid, .phone])
        guard !named.isEmpty else { return }
        let from = one(of: persons)
        for at in random.happens(40) ? [at, at.advanced(by: .hours(-2))] : [at] {
            add(
                HandOver(
                    event: name("h"), at: at, from: from, to: anybody(),
                    state: one(of: [.done, .done, .done, .requested, .refused]),
                    provenance: random.happens(50) ? Self.provenance : nil,
                    personal: .init(aliases: named)), at: recording(of: at))
        }
    }
}
