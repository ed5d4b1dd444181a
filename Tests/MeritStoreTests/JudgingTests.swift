import MeritAttribution
import MeritCommands
import MeritCore
import MeritJournal
import MeritLedger
import MeritOrders
import SeededRandom
import Testing

@testable import MeritStore

/// What makes an order due for judgement and for posting, and what takes it off again.
struct JudgingTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.open(folder: folder.store, access: .readWrite)
    }

    private func catchUp(_ tape: Tape) throws {
        _ = try store.apply(tape.after(store.cursor.mark.sequence))
    }

    private func decision(
        _ subject: PendingJudgement, asOf: Sequence
    ) throws -> Decision {
        let subject = try #require(try store.judgingCase(for: subject, asOf: asOf))
        let judgement = judge(subject, directory: store.directory)
        guard case .decided(let decision) = judgement else {
            throw StoreError.damaged("\(judgement)")
        }
        return decision
    }

    @Test func `an order is pending once its judging instant is known`() throws {
        var tape = Shop.opening()
        tape.add(Shop.event("e1", of: "A", .created), at: Shop.noon)
        try catchUp(tape)
        #expect(try store.pendingJudgements(limit: 10).isEmpty)
        let paid = tape.add(
            Shop.event("e2", of: "A", version: 2, at: Shop.minutes(5)), at: Shop.minutes(5))
        try catchUp(tape)
        #expect(
            try store.pendingJudgements(limit: 10) == [
                PendingJudgement(
                    order: Shop.order("A"), judgedAt: Shop.minutes(5), cause: paid,
                    occasion: .first)
            ])
        tape.add(
            Shop.event("e3", of: "A", version: 3, at: Shop.minutes(6), paid: .cleared),
            at: Shop.minutes(6))
        try catchUp(tape)
        #expect(try store.pendingJudgements(limit: 10).isEmpty)
        #expect(try store.counts().undecided == 1)
    }

    @Test func `pending orders come by instant, shop and order id as bytes`() throws {
        var tape = Shop.opening()
        for (id, minute) in [("b", 2), ("B", 2), ("a", 3), ("c", 1), ("a-", 2)] {
            tape.add(
                Shop.event("e-\(id)", of: id, at: Shop.minutes(Int64(minute))), at: Shop.noon)
        }
        try catchUp(tape)
        let ids = try store.pendingJudgements(limit: 4).map(\.order.order.value)
        #expect(ids == ["c", "B", "a-", "b"])
    }

    @Test func `a judgement that did not know the latest evidence leaves the order pending`() throws
    {
        var tape = Shop.opening()
        tape.add(Shop.event("e1", of: "A"), at: Shop.noon)
        try catchUp(tape)
        let asOf = store.cursor.mark.sequence
        let first = try #require(try store.pendingJudgements(limit: 1).first)
        let stale = try decision(first, asOf: asOf)
        // The buyer becomes known before the decision is read back.
        let cause = tape.add(
            Shop.event("e2", of: "A", version: 2, buyer: [Shop.alias(.unionid, 1)]),
            at: Shop.minutes(1))
        tape.add(stale, at: Shop.minutes(2))
        try catchUp(tape)
        let pending = try store.pendingJudgements(limit: 10)
        #expect(pending.map(\.cause) == [cause])
        #expect(pending.map(\.occasion) == [.evidence])
        #expect(try store.decisions(of: Shop.order("A")).count == 1)
        try tape.settle(store, at: Shop.minutes(3))
        #expect(try store.decisions(of: Shop.order("A")).count == 2)
        #expect(try store.conservationFaults(of: Shop.order("A")).isEmpty)
    }

    @Test func `evidence that goes while a late decision waits takes the order off again`() throws {
        var tape = Shop.opening()
        tape.add(Shop.event("e1", of: "A"), at: Shop.noon)
        try catchUp(tape)
        let first = try #require(try store.pendingJudgements(limit: 1).first)
        let stale = try decision(first, asOf: store.cursor.mark.sequence)
        tape.add(
            Shop.event("e2", of: "A", version: 2, buyer: [Shop.alias(.unionid, 1)]),
            at: Shop.minutes(1))
        tape.add(stale, at: Shop.minutes(2))
        tape.add(
            Shop.event("e3", of: "A", version: 3, paid: .cleared), at: Shop.minutes(3))
        try catchUp(tape)
        #expect(try store.pendingJudgements(limit: 10).isEmpty)
    }

    @Test func `a decision whose order is no longer due when it is read back counts nothing`()
        throws
    {
        var tape = Shop.opening()
        tape.add(Shop.event("e1", of: "A"), at: Shop.noon)
        try catchUp(tape)
        let first = try #require(try store.pendingJudgements(limit: 1).first)
        let stale = try decision(first, asOf: store.cursor.mark.sequence)
        tape.add(
            Shop.event("e2", of: "A", version: 2, paid: .cleared), at: Shop.minutes(1))
        tape.add(stale, at: Shop.minutes(2))
        try tape.settle(store, at: Shop.minutes(3))
        #expect(try store.decisions(of: Shop.order("A")).isEmpty)
        #expect(try store.entries(of: Shop.order("A")).isEmpty)
        #expect(try store.badRecords(after: .zero, limit: 10, .all).isEmpty)
        // Paid after all: judged by what is known then.
        tape.add(Shop.event("e3", of: "A", version: 3, at: Shop.minutes(9)), at: Shop.minutes(9))
        try tape.settle(store, at: Shop.minutes(10))
        let made = try store.decisions(of: Shop.order("A"))
        #expect(made.map(\.decision.judgedAt) == [Shop.minutes(9)])
    }

    @Test func `a decision that stands already is a bad record`() throws {
        var tape = Shop.opening()
        tape.add(Shop.event("e1", of: "A"), at: Shop.noon)
        try catchUp(tape)
        let first = try #require(try store.pendingJudgements(limit: 1).first)
        let made = try decision(first, asOf: store.cursor.mark.sequence)
        tape.add(made, at: Shop.minutes(1))
        tape.add(made, at: Shop.minutes(1))
        try tape.settle(store, at: Shop.minutes(3))
        #expect(try store.decisions(of: Shop.order("A")).count == 1)
        let bad = try store.badRecords(after: .zero, limit: 10, .all)
        #expect(bad.map(\.code) == ["repeated_decision"])
    }

    @Test func `amounts that change before the decision do not judge again`() throws {
        var tape = Shop.opening()
        tape.add(Shop.event("e1", of: "A"), at: Shop.noon)
        try catchUp(tape)
        let first = try #require(try store.pendingJudgements(limit: 1).first)
        let made = try decision(first, asOf: store.cursor.mark.sequence)
        tape.add(
            Shop.event("e2", of: "A", version: 2, lines: [("1", 100)]), at: Shop.minutes(1))
        tape.add(made, at: Shop.minutes(2))
        try catchUp(tape)
        #expect(try store.pendingJudgements(limit: 10).isEmpty)
        try tape.settle(store, at: Shop.minutes(3))
        #expect(try store.entries(of: Shop.order("A")).map(\.amount.value) == [100])
    }

    @Test func `what arrives behind a posting's position keeps the order due`() throws {
        var tape = Shop.opening()
        tape.add(Shop.event("e1", of: "A"), at: Shop.noon)
        try catchUp(tape)
        let first = try #require(try store.pendingJudgements(limit: 1).first)
        tape.add(try decision(first, asOf: store.cursor.mark.sequence), at: Shop.minutes(1))
        try catchUp(tape)
        let asOf = store.cursor.mark.sequence
        let subject = try #require(try store.postingCase(for: Shop.order("A")))
        #expect(subject.due == DueCauses(first: first.cause))
        var head = try store.ledgerHead()
        let entries = entriesDue(subject, calendar: store.directory.calendar)
            .map { head.append($0) }
        let refund = tape.add(
            Shop.event(
                "e2", of: "A", .refunded, version: 2, lines: nil,
                refund: Shop.refund("R", "1", 900)), at: Shop.minutes(2))
        tape.add(Posting(asOf: asOf, entries: entries, unchanged: []), at: Shop.minutes(3))
        try catchUp(tape)
        #expect(try store.ordersDue(limit: 10) == [Shop.order("A")])
        let due = try store.postingCase(for: Shop.order("A"))?.due
        #expect(due == DueCauses(reversal: refund))
        try tape.settle(store, at: Shop.minutes(4))
        #expect(try store.ordersDue(limit: 10).isEmpty)
        #expect(try store.entries(of: Shop.order("A")).map(\.amount.value) == [19_900, -900])
        #expect(try store.entries(of: Shop.order("A")).map(\.cause).last == refund)
    }

    @Test func `a posting that does not continue the ledger adds none of its entries`() throws {
        var tape = Shop.opening()
        tape.add(Shop.event("e1", of: "A"), at: Shop.noon)
        try tape.settle(store, at: Shop.minutes(1))
        let before = try store.tableDigests()["entries"]
        let posted = try store.entries(of: Shop.order("A"))
        tape.add(
            Posting(asOf: store.cursor.mark.sequence, entries: posted, unchanged: []),
            at: Shop.minutes(2))
        try catchUp(tape)
        #expect(try store.tableDigests()["entries"] == before)
        let bad = try store.badRecords(after: .zero, limit: 10, .open)
        #expect(bad.map(\.code) == ["broken_chain"])
    }

    @Test func `a decision on an order that no event named is a bad record`() throws {
        var tape = Shop.opening()
        tape.add(
            Decision(
                order: Shop.order("nowhere"), policy: PolicyID(unchecked: "starter-v1"),
                judgedAt: Shop.noon, asOf: tape.last, cause: tape.last, occasion: .first,
                rule: nil, store: nil,
                shares: [.init(payee: .unattributed, department: nil, weight: 1)],
                candidates: [], candidatesOmitted: 0, customer: []), at: Shop.noon)
        try catchUp(tape)
        #expect(
            try store.badRecords(after: .zero, limit: 10, .open).map(\.code) == ["unknown_order"])
    }

    @Test func `a policy published later makes undecided orders pending by its own instant`() throws
    {
        var tape = Shop.opening()
        tape.add(Shop.event("e1", of: "A", .created), at: Shop.noon)
        try catchUp(tape)
        #expect(try store.pendingJudgements(limit: 10).isEmpty)
        let starter = Policy.starterV1
        let published = tape.add(
            PolicyPublished(
                document: Policy(
                    id: PolicyID(unchecked: "at-creation"),
                    effectiveFrom: Shop.minutes(-60), judgingInstant: .created,
                    booking: Booking(moment: .created, delay: .zero), creditBase: .goods,
                    excludedCategories: [], rejudgeFor: starter.rejudgeFor, rules: starter.rules
                ).document, actor: .system), at: Shop.minutes(1))
        try catchUp(tape)
        #expect(try store.outcome(of: published)?.verdict != nil)
        let pending = try store.pendingJudgements(limit: 10)
        #expect(pending.map(\.judgedAt) == [Shop.minutes(-2)])
        #expect(pending.map(\.cause) == [published])
    }

    @Test func `events in any order, any number of times, make the same order`() throws {
        let buyer = [Shop.alias(.unionid, 1), Shop.alias(.phone, 2)]
        let events = [
            Shop.event("e1", of: "A", .created, version: 1, lines: [("1", 500), ("2", 300)]),
            Shop.event("e2", of: "A", .paid, version: 2, at: Shop.minutes(5), buyer: buyer),
            Shop.event("e3", of: "A", .completed, version: 3, at: Shop.minutes(9), lines: nil),
            Shop.event(
                "e4", of: "A", .refunded, version: 4, at: Shop.minutes(10), lines: nil,
                refund: Shop.refund("R1", "1", 100)),
            Shop.event(
                "e5", of: "A", .refunded, version: 5, at: Shop.minutes(11), lines: nil,
                refund: Shop.refund("R1", "1", 50)),
        ]
        var random = SeededGenerator(seed: 20_261_121)
        var states: Set<OrderState> = []
        var nets: Set<Int64> = []
        for _ in 0..<12 {
            let other = try TemporaryFolder()
            let store = try Store.open(folder: other.store, access: .readWrite)
            var tape = Shop.opening()
            let shuffled = (events + events.shuffled(using: &random)).shuffled(using: &random)
            for event in shuffled { tape.add(event, at: Shop.minutes(30)) }
            try tape.settle(store, at: Shop.minutes(31))
            states.insert(try #require(try store.orderState(of: Shop.order("A"))))
            nets.insert(
                try store.entries(of: Shop.order("A")).reduce(0) { $0 + $1.amount.value })
            #expect(try store.orderEvents(of: Shop.order("A")).count == events.count)
            #expect(try store.badRecords(after: .zero, limit: 1, .all).isEmpty)
        }
        #expect(states.count == 1, "seed 20261121")
        #expect(nets == [19_850], "seed 20261121")
    }

    /// Commands that are refused leave a trace and no row.
    @Test func `the outcome of every command can be read, refused ones too`() throws {
        var tape = Shop.opening()
        let again = tape.add(ShopAdded(shop: Shop.mall, actor: .system), at: Shop.noon)
        let link = tape.add(Shop.newLink(), at: Shop.noon)
        let person = tape.add(
            PersonAdded(
                actor: Actor(person: nil, door: .controlSocket),
                personal: PersonAdded.Personal(name: "王", userID: nil)), at: Shop.noon)
        let click = tape.add(Shop.click(visitor: 1), at: Shop.noon)
        let before = store.directoryVersion
        try catchUp(tape)
        #expect(store.directoryVersion == before + 1)
        guard case .refused(let refusal)? = try store.outcome(of: again)?.verdict else {
            Issue.record("a shop was added twice")
            return
        }
        #expect(refusal.code == .shopExists)
        guard case .accepted(let made)? = try store.outcome(of: link)?.verdict,
            case .accepted(let added)? = try store.outcome(of: person)?.verdict
        else {
            Issue.record("a link or a person was refused")
            return
        }
        #expect(made.number == .link(LinkNumber(unchecked: 2)))
        #expect(added.number == .person(PersonNumber(1)))
        #expect(try store.outcome(of: click) == nil)
        let audit = try store.outcomes(before: nil, limit: 2)
        #expect(audit.map(\.sequence) == [person, link])
        #expect(audit.map(\.kind) == [.personAdded, .linkCreated])
        #expect(audit.first?.actor.door == .controlSocket)
    }
}

/// SplitMix: a test's random history, repeatable by its seed.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
