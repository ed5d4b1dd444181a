import BooksFixture
import MeritAttribution
import MeritCore
import MeritCrypto
import SeededRandom

/// Everything that may happen to books, in any order: customers who are known by several aliases,
/// touches, contacts, hand-overs, deletions, orders, corrections, refunds, staff who leave,
/// withdrawn bindings, appeals, re-runs, closes, policies, repetitions.
struct BookHistory {
    private var orders: [String] = []
    private var count = 0
    private var adjustments: UInt32 = 0
    private var reruns: UInt32 = 0
    private var sent: [any Fact] = []

    private static let policies = [
        Story.bonds("bonds-2", from: day(-6), capture: .afterProtection, shared: .init(2_500)),
        Story.storeOnly("store-2", from: day(60)),
    ]

    /// Two persons and three policies; the last is for orders of a far future and for re-runs.
    static var opening: [any Fact] {
        Story.openingWithBonds() + policies.map(Story.published)
    }

    private static func day(_ number: Int64) -> Timestamp {
        Story.begin.advanced(by: .days(number))
    }

    mutating func next(using random: inout SplitMix) -> [any Fact] {
        count += 1
        let at = Self.day(-20).advanced(by: .hours(Int64.random(in: 0..<840, using: &random)))
        let facts: [any Fact]
        switch Int.random(in: 0..<22, using: &random) {
        case 0..<4: facts = [touch(at, using: &random)]
        case 4..<9: facts = [order(at, using: &random)]
        case 9..<11: facts = [correction(using: &random)]
        case 11..<13: facts = [refund(at, using: &random)]
        case 13..<15: facts = [contact(at, using: &random)]
        case 15: facts = [handOver(at, using: &random)]
        case 16:
            facts = [Story.employed(guide(&random), until: Bool.random(using: &random) ? at : nil)]
        case 17: facts = [split(using: &random)]
        case 18..<20: facts = appeal(using: &random)
        case 20: facts = rerun(at, using: &random)
        default: facts = closing(using: &random)
        }
        sent += facts
        guard Int.random(in: 0..<6, using: &random) == 0,
            let again = sent.randomElement(using: &random)
        else { return facts }
        return facts + [again]
    }

    private func guide(_ random: inout SplitMix) -> UInt32 {
        Bool.random(using: &random) ? 1_001 : 1_002
    }

    private func customer(_ random: inout SplitMix) -> UInt64 {
        UInt64.random(in: 1...4, using: &random)
    }

    private func phone(_ random: inout SplitMix) -> Alias {
        Alias(kind: .phone, high: 7, low: UInt64.random(in: 1...4, using: &random))
    }

    private func touch(_ at: Timestamp, using random: inout SplitMix) -> any Fact {
        let person = Story.alias(customer(&random))
        let visitor = Alias(
            kind: .visitor, high: 9, low: UInt64.random(in: 1...3, using: &random))
        let sets = [[person], [person, phone(&random)], [visitor], [visitor, person]]
        return ImportedTouch(
            event: EventID(unchecked: "t\(count)"),
            touchKind: Bool.random(using: &random) ? .linkClick : .pageView, at: at,
            staff: Story.staff(guide(&random)), link: LinkNumber(unchecked: 1), verdict: .human,
            provenance: ImportProvenance(actor: .system, file: .zero, line: 1),
            personal: .init(aliases: sets.randomElement(using: &random) ?? [], userAgent: []))
    }

    private mutating func order(_ at: Timestamp, using random: inout SplitMix) -> any Fact {
        orders.append("O\(count)")
        return event("O\(count)", at, version: 1, using: &random)
    }

    /// Another time of payment, another buyer, other lines; or no payment at all.
    private func correction(using random: inout SplitMix) -> any Fact {
        let at = Self.day(Int64.random(in: -20...14, using: &random))
        let order = orders.randomElement(using: &random) ?? "O0"
        return event(
            order, at, version: UInt64.random(in: 2...9, using: &random), using: &random)
    }

    private func event(
        _ id: String, _ at: Timestamp, version: UInt64, using random: inout SplitMix
    ) -> any Fact {
        let isPaid = Int.random(in: 0..<8, using: &random) > 0
        let person = Story.alias(customer(&random))
        var buyer: [OrderEvent.BuyerLeaf] = [.init(kind: .unionid, alias: person)]
        if Bool.random(using: &random) {
            buyer.append(.init(kind: .phone, alias: phone(&random)))
        }
        let event = OrderEvent(
            order: Story.key(id), event: EventID(unchecked: "\(id)-\(count)"),
            contentDigest: .zero, provenance: nil, type: isPaid ? .paid : .created,
            orderVersion: version, occurredAt: at, currency: .renminbi,
            createdAt: .value(at), paidAt: isPaid ? .value(at) : .cleared,
            store: .value(Story.store),
            lines: .value(
                (1...Int.random(in: 1...3, using: &random)).map { line in
                    OrderLine(
                        line: LineID(unchecked: "\(line)"), sku: nil, category: nil, quantity: 1,
                        amount: MinorAmount(Int64.random(in: 0...9_000, using: &random)))
                }), buyer: buyer)
        return event.with(contentDigest: SHA256.hash(event.content))
    }

    private func refund(_ at: Timestamp, using random: inout SplitMix) -> any Fact {
        Story.refunded(
            orders.randomElement(using: &random) ?? "O0", "R\(count % 3)",
            line: "\(Int.random(in: 1...3, using: &random))",
            amount: Int64.random(in: 0...5_000, using: &random), at: at,
            version: UInt64.random(in: 2...9, using: &random))
    }

    private func contact(_ at: Timestamp, using random: inout SplitMix) -> any Fact {
        let change = ContactChanged.Change.allCases.randomElement(using: &random) ?? .added
        return Story.contact(
            "c\(count)", change, by: guide(&random), customer: customer(&random), at: at)
    }

    private func handOver(_ at: Timestamp, using random: inout SplitMix) -> any Fact {
        let from = guide(&random)
        let state = HandOver.State.allCases.randomElement(using: &random) ?? .done
        return Story.handOver(
            "h\(count)", from: from, to: from == 1_001 ? 1_002 : 1_001,
            customer: customer(&random), at: at,
            state: Bool.random(using: &random) ? .done : state)
    }

    private func split(using random: inout SplitMix) -> any Fact {
        IdentitySplit(
            actor: Story.by(1),
            personal: .init(
                left: Story.alias(customer(&random)), right: phone(&random), reason: "mixed up"))
    }

    /// Some are declined, some wait for ever, some are approved by the one who asked.
    private mutating func appeal(using random: inout SplitMix) -> [any Fact] {
        let order = orders.randomElement(using: &random) ?? "O0"
        var facts: [any Fact] = [
            Story.proposal(
                order, [(1_001, UInt64.random(in: 0...3, using: &random)), (1_002, 2)])
        ]
        // Refused proposals take no number, so this guesses.
        adjustments += 1
        if Int.random(in: 0..<4, using: &random) > 0 {
            facts.append(
                Story.resolved(
                    UInt32.random(in: 1...adjustments, using: &random),
                    Bool.random(using: &random) ? .approved : .declined,
                    by: UInt32.random(in: 1...2, using: &random)))
        }
        return facts
    }

    private mutating func rerun(_ at: Timestamp, using random: inout SplitMix) -> [any Fact] {
        reruns += 1
        let day = BusinessCalendar.utc.day(of: at)
        let policy =
            Self.policies.randomElement(using: &random) ?? Story.storeOnly("store-2")
        return Story.rerun(reruns, policy, from: day, to: day.advanced(by: 5))
    }

    private func closing(using random: inout SplitMix) -> [any Fact] {
        let period = Period(year: 2026, month: 10) ?? .first
        return [
            CloseProposed(
                period: period, waives: .badRecordsAndAppeals, actor: Story.by(1),
                personal: .init(reason: "settled")),
            CloseConfirmed(period: period, actor: Story.by(2)),
        ]
    }
}
