import GRDB
import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritOrders
import Testing

@testable import MeritStore

struct ApplyingTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// A little of everything, settled in rounds.
    private func history(_ store: Store) throws -> Tape {
        var tape = Shop.opening()
        tape.add(Shop.click(visitor: 1), at: Shop.minutes(1))
        tape.add(Shop.click(Shop.bert, visitor: 2, verdict: .bot), at: Shop.minutes(2))
        tape.add(
            Shop.view("v1", aliases: [Shop.alias(.visitor, 1), Shop.alias(.unionid, 7)]),
            at: Shop.minutes(3))
        tape.add(
            Shop.imported("i1", at: Shop.minutes(-600), aliases: [Shop.alias(.unionid, 8)]),
            at: Shop.minutes(4))
        tape.add(
            RejectionCounts(
                minute: Shop.noon, counts: [.init(rejection: .forged, count: 3)]),
            at: Shop.minutes(5))
        tape.add(
            Gap(
                reason: .spaceLow, clicks: 2, views: 1, from: Shop.minutes(5),
                to: Shop.minutes(6)), at: Shop.minutes(6))
        tape.add(
            Shop.event("e1", of: "A1", at: Shop.minutes(10), buyer: [Shop.alias(.unionid, 7)]),
            at: Shop.minutes(10))
        tape.add(Shop.event("e2", of: "A2", at: Shop.minutes(11)), at: Shop.minutes(11))
        try tape.settle(store, at: Shop.minutes(12))
        tape.add(
            Shop.event(
                "e3", of: "A1", .refunded, version: 2, at: Shop.minutes(20), lines: nil,
                refund: Shop.refund("R1", "1", 5_000)), at: Shop.minutes(20))
        tape.add(Shop.event("e1", of: "A1", at: Shop.minutes(10), lines: []), at: Shop.minutes(21))
        tape.add(
            Shop.event("e4", of: "A1", currency: Currency(unchecked: "USD")), at: Shop.minutes(22))
        try tape.settle(store, at: Shop.minutes(23))
        return tape
    }

    @Test func `the same facts in other batches make the same rows`() throws {
        let first = try Store.open(folder: folder.store, access: .readWrite)
        let tape = try history(first)
        let expected = try first.tableDigests()
        for sizes in [[1], [3, 5, 2, 4], Array(repeating: 1, count: tape.records.count), []] {
            let other = try TemporaryFolder()
            let store = try Store.open(folder: other.store, access: .readWrite)
            for batch in tape.batches(sizes) { _ = try store.apply(batch) }
            #expect(try store.tableDigests() == expected, "batches of \(sizes)")
            #expect(try store.rowDigest() == first.rowDigest())
            store.close()
        }
        let other = try TemporaryFolder()
        let together = try Store.open(folder: other.store, access: .readWrite)
        _ = try together.apply(tape.batches([2, 7, 1]))
        #expect(try together.tableDigests() == expected)
    }

    @Test func `a digest tells a single other value apart`() throws {
        var tape = Shop.opening()
        tape.add(Shop.click(visitor: 1), at: Shop.minutes(1))
        let store = try Store.open(folder: folder.store, access: .readWrite)
        _ = try store.apply(tape.batch)
        let before = try store.rowDigest()
        try store.file.outsideTransaction { database in
            try database.execute(sql: "UPDATE touches SET touched_at = touched_at + 1")
        }
        #expect(try store.rowDigest() != before)
    }

    @Test func `money follows the click, and a refund takes it back by the same weights`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        _ = try history(store)
        let decisions = try store.decisions(of: Shop.order("A1"))
        #expect(
            decisions.map(\.decision.shares) == [
                [
                    Decision.Share(payee: Shop.anna, department: Shop.department, weight: 1)
                ]
            ])
        let entries = try store.entries(of: Shop.order("A1"))
        #expect(entries.map(\.amount.value) == [19_900, -5_000])
        #expect(entries.map(\.kind) == [.credit, .reversal])
        #expect(entries.map(\.staff) == [Shop.anna, Shop.anna])
        #expect(try store.entries(of: Shop.order("A2")).map(\.staff) == [Shop.house])
        #expect(try store.conservationFaults(of: Shop.order("A1")).isEmpty)
        #expect(try store.entries(period: nil, after: 0, limit: 10).count == 3)
        #expect(try store.ledgerHead().number == 3)
    }

    @Test func `two contents under one event id: the first counts, the other is kept as bad`()
        throws
    {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        _ = try history(store)
        let bad = try store.badRecords(after: .zero, limit: 10, .open)
        #expect(bad.map(\.code) == ["event_conflict", "currency_changed"])
        #expect(bad.map(\.event?.value) == ["e1", "e4"])
        #expect(bad.map(\.source) == ["order_webhook", "order_webhook"])
        let digest = try store.orderEventDigest(
            shop: Shop.mall, event: EventID(unchecked: "e1"))
        let first = Shop.event(
            "e1", of: "A1", at: Shop.minutes(10), buyer: [Shop.alias(.unionid, 7)])
        #expect(digest == first.contentDigest)
        #expect(try store.orderState(of: Shop.order("A1"))?.lines.count == 1)
    }

    @Test func `erased people leave orders, decisions and the ledger as they were`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        let tape = try history(store)
        let other = try TemporaryFolder()
        let rebuilt = try Store.open(folder: other.store, access: .readWrite)
        _ = try rebuilt.apply(tape.erased.batch)
        let tables = ["entries", "due_orders", "pending_judgements", "outcomes", "links", "gaps"]
        for table in tables {
            #expect(
                try rebuilt.tableDigests()[table] == store.tableDigests()[table], "\(table)")
        }
        let range = try #require(
            MeritLedgerDays.range(store.directory.calendar, Shop.minutes(-600), Shop.minutes(30)))
        let figures = try rebuilt.reportFigures([range]).ranges[0]
        let before = try store.reportFigures([range]).ranges[0]
        #expect(figures.money == before.money)
        #expect(figures.traffic.map(\.clicksRaw) == before.traffic.map(\.clicksRaw))
        #expect(figures.traffic.map(\.views) == before.traffic.map(\.views))
        #expect(try rebuilt.decisions(of: Shop.order("A1"))[0].decision.customer.isEmpty)
    }

    @Test func `a fact of a newer release stops the store in front of it`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var tape = Shop.opening()
        _ = try store.apply(tape.batch)
        let before = try store.rowDigest()
        tape.add(Shop.click(visitor: 1), at: Shop.minutes(1))
        let newer = tape.add(kind: 999, version: 1, Shop.minutes(2), [1, 2, 3])
        #expect(throws: StoreError.newerFact(kind: 999, version: 1, sequence: newer)) {
            _ = try store.apply(tape.after(store.cursor.mark.sequence))
        }
        #expect(try store.rowDigest() == before)
        #expect(store.cursor.mark.sequence.value == newer.value - 2)
    }

    @Test func `a newer version of a known kind stops the store too`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var tape = Tape()
        let newer = tape.add(kind: 1, version: 2, Shop.noon, [])
        #expect(throws: StoreError.newerFact(kind: 1, version: 2, sequence: newer)) {
            _ = try store.apply(tape.batch)
        }
    }

    @Test func `a malformed fact of any kind becomes a bad record and never stops`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var tape = Tape()
        for kind in FactKind.allCases where kind != .erased {
            tape.add(kind: kind.rawValue, version: 1, Shop.noon, [0xff, 0xff])
        }
        let applied = try store.apply(tape.batch)
        #expect(applied.badRecords == FactKind.allCases.count - 1)
        let bad = try store.badRecords(after: .zero, limit: 100, .all)
        #expect(Set(bad.map(\.code)) == ["malformed_fact"])
    }

    @Test func `a gap or a repetition in the journal is refused and changes nothing`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        let tape = Shop.opening()
        _ = try store.apply(tape.batch)
        #expect(throws: StoreError.self) { _ = try store.apply(tape.batch) }
        var far = Tape(after: tape.last.advanced(by: 1))
        far.add(Shop.click(visitor: 1), at: Shop.noon)
        let expected = tape.last.advanced(by: 1)
        #expect(throws: StoreError.outOfOrder(expected: expected, found: far.last)) {
            _ = try store.apply(far.batch)
        }
        #expect(store.cursor.mark.sequence == tape.last)
    }

    @Test func `a transaction that fails leaves no number behind`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var tape = Shop.opening()
        _ = try store.apply(tape.batch)
        // Applied in memory and rolled back: the alias and the order get their numbers again.
        var failing = tape
        failing.add(Shop.click(visitor: 77), at: Shop.noon)
        failing.add(Shop.event("e9", of: "Z"), at: Shop.noon)
        failing.add(kind: 999, version: 1, Shop.noon, [])
        #expect(throws: StoreError.self) { _ = try store.apply(failing.after(tape.last)) }
        tape.add(Shop.click(visitor: 5), at: Shop.noon)
        tape.add(Shop.event("e1", of: "A"), at: Shop.noon)
        _ = try store.apply(tape.after(store.cursor.mark.sequence))
        let other = try TemporaryFolder()
        let fresh = try Store.open(folder: other.store, access: .readWrite)
        _ = try fresh.apply(tape.batch)
        #expect(try fresh.tableDigests() == store.tableDigests())
    }

    @Test func `a bad record is kept, listed, and dealt with once`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var tape = Shop.opening()
        let body = Digest(1, 2, 3, 4)
        let event = EventID(unchecked: "w1")
        let bad = tape.add(
            BadRecord(
                vaultID: 9, source: .orderWebhook, shop: Shop.mall, event: event,
                code: "bad_body", body: body), at: Shop.noon)
        tape.add(
            BadRecord(
                vaultID: 10, source: .touchImport, shop: nil, event: nil, code: "bad_line",
                body: Digest(5, 6, 7, 8)), at: Shop.noon)
        _ = try store.apply(tape.batch)
        #expect(try store.badRecord(shop: Shop.mall, event: event, body: body) == bad)
        #expect(try store.badRecord(shop: nil, event: nil, body: Digest(5, 6, 7, 8)) != nil)
        #expect(try store.badRecord(shop: Shop.mall, event: event, body: .zero) == nil)
        let replayed = BadRecordResolved(record: bad, outcome: .replayed, actor: .system)
        let discarded = BadRecordResolved(record: bad, outcome: .discarded, actor: .system)
        tape.add(replayed, at: Shop.minutes(1))
        tape.add(discarded, at: Shop.minutes(2))
        let wrong = tape.add(
            BadRecordResolved(record: Sequence(1), outcome: .discarded, actor: .system),
            at: Shop.minutes(3))
        _ = try store.apply(tape.after(store.cursor.mark.sequence))
        #expect(try store.badRecord(bad)?.resolution?.outcome == .replayed)
        #expect(try store.badRecord(bad)?.resolution?.at == Shop.minutes(1))
        let open = try store.badRecords(after: .zero, limit: 10, .open)
        #expect(open.map(\.vaultID) == [10, nil])
        #expect(open.last?.sequence == wrong)
        #expect(open.last?.code == "unknown_record")
        #expect(try store.badRecords(after: bad, limit: 10, .all).count == 2)
    }

    @Test func `a proof shows events, decisions, entries and where imported touches came from`()
        throws
    {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var tape = Shop.opening()
        let user = Shop.alias(.unionid, 1)
        let touch = tape.add(
            Shop.imported("i", Shop.bert, at: Shop.minutes(-60), aliases: [user]), at: Shop.noon)
        tape.add(
            Shop.event("e", of: "A", at: Shop.noon, buyer: [user]), at: Shop.minutes(1))
        try tape.settle(store, at: Shop.minutes(2))
        let proof = try #require(try store.proofMaterial(of: Shop.order("A")))
        #expect(proof.events.map(\.event.event.value) == ["e"])
        #expect(proof.decisions.map(\.decision.shares.first?.payee) == [Shop.bert])
        #expect(proof.entries.map(\.amount.value) == [19_900])
        #expect(
            proof.touches == [
                touch: TouchOrigin(verdict: .human, provenance: Shop.provenance(1))
            ])
        #expect(proof.pending == nil)
        #expect(proof.head.number == 1)
        #expect(try store.proofMaterial(of: Shop.order("B")) == nil)
        #expect(try store.orderKeys(withID: OrderID(unchecked: "A")) == [Shop.order("A")])
        #expect(try store.orders(after: nil, limit: 5) == [Shop.order("A")])
        #expect(try store.orders(after: Shop.order("A"), limit: 5).isEmpty)
    }

    @Test func `the report's columns sum to every entry`() throws {
        let store = try Store.open(folder: folder.store, access: .readWrite)
        _ = try history(store)
        let range = try #require(
            MeritLedgerDays.range(store.directory.calendar, Shop.minutes(-600), Shop.minutes(30)))
        let figures = try store.reportFigures([range, range])
        #expect(figures.ranges[0] == figures.ranges[1])
        let only = figures.ranges[0]
        #expect(only.totals == [EntryTotal(currency: .renminbi, amount: AmountSum(34_800))])
        #expect(only.money.reduce(0) { $0 + $1.amount.value } == 34_800)
        #expect(only.orderCounts.map(\.orders) == [1, 1])
        #expect(only.orderCounts.map(\.staff) == [Shop.anna, Shop.house])
        #expect(figures.applied == store.cursor.mark)
    }
}
