import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import Testing

@testable import MeritStore

/// Touches, what they are counted into, and which of them an order sees.
struct TouchTests {
    let folder: TemporaryFolder
    let store: Store

    init() throws {
        folder = try TemporaryFolder()
        store = try Store.open(folder: folder.store, access: .readWrite)
    }

    private func traffic(
        from: Timestamp = Shop.minutes(-10_000), to: Timestamp = Shop.minutes(10_000)
    ) throws -> [TrafficRow] {
        let range = try #require(MeritLedgerDays.range(store.directory.calendar, from, to))
        return try store.reportFigures([range]).ranges[0].traffic
    }

    /// The sequences of the touches that the order sees, rising.
    private func seen(_ order: String) throws -> [UInt64] {
        let pending = try #require(try store.pendingJudgement(of: Shop.order(order)))
        let subject = try store.judgingCase(for: pending, asOf: store.cursor.mark.sequence)
        return try #require(subject).touches.map(\.sequence.value).sorted()
    }

    @Test func `a repeated view or import does nothing, another visitor's view counts`() throws {
        var tape = Shop.opening()
        let visitor = [Shop.alias(.visitor, 1)]
        tape.add(Shop.view("v", aliases: visitor), at: Shop.noon)
        tape.add(
            Shop.view("v", aliases: visitor + [Shop.alias(.unionid, 9)]), at: Shop.minutes(1))
        tape.add(Shop.view("v", aliases: [Shop.alias(.visitor, 2)]), at: Shop.minutes(2))
        tape.add(Shop.view("v", Shop.bert, aliases: visitor), at: Shop.minutes(3))
        tape.add(Shop.view("v", aliases: []), at: Shop.minutes(4))
        tape.add(Shop.view("v", aliases: []), at: Shop.minutes(5))
        for line in 0..<2 {
            tape.add(
                Shop.imported("i", at: Shop.minutes(-60), aliases: [Shop.alias(.unionid, 3)]),
                at: Shop.minutes(6 + Int64(line)))
        }
        _ = try store.apply(tape.batch)
        #expect(try store.counts().touches == 5)
        let rows = try traffic()
        #expect(rows.map(\.staff) == [Shop.anna, Shop.bert])
        #expect(rows.map(\.views) == [3, 1])
        #expect(rows.map(\.clicksRaw) == [1, 0])
        #expect(try store.importedTouch(EventID(unchecked: "i")) == .known)
        // An event id of a view is no imported touch's.
        #expect(try store.importedTouch(EventID(unchecked: "v")) == .unknown)
        // The repetition bound nothing: the order of that unionid sees no touch.
        tape.add(
            Shop.event("e", of: "A", at: Shop.minutes(9), buyer: [Shop.alias(.unionid, 9)]),
            at: Shop.minutes(9))
        _ = try store.apply(tape.after(store.cursor.mark.sequence))
        #expect(try seen("A").isEmpty)
    }

    @Test func `raw clicks count every verdict, the rest counts people once a day and link`() throws
    {
        var tape = Shop.opening()
        for minute in 0..<4 {
            tape.add(Shop.click(visitor: 1), at: Shop.minutes(Int64(minute)))
        }
        tape.add(Shop.click(visitor: 2), at: Shop.minutes(5))
        tape.add(Shop.click(visitor: 3, verdict: .bot), at: Shop.minutes(6))
        tape.add(Shop.click(visitor: nil), at: Shop.minutes(7))
        // Its customer was sent to the fallback page.
        tape.add(Shop.click(visitor: 4, rejection: .expired), at: Shop.minutes(7))
        tape.add(Shop.view("v", aliases: [Shop.alias(.visitor, 1)]), at: Shop.minutes(8))
        tape.add(Shop.click(visitor: 1), at: Shop.minutes(24 * 60))
        tape.add(
            Shop.imported(
                "c", at: Shop.minutes(1), aliases: [Shop.alias(.externalUserID, 1)],
                kind: .contactAdded), at: Shop.minutes(24 * 60))
        _ = try store.apply(tape.batch)
        let day = try #require(try traffic(from: Shop.noon, to: Shop.noon).first)
        #expect(day.clicksRaw == 8)
        #expect(day.clicksHuman == 6)
        #expect(day.visitors == 2)
        #expect(day.views == 1)
        #expect(day.contactsAdded == 1)
        #expect(day.department == Shop.department)
        let both = try #require(try traffic().first)
        #expect(both.clicksRaw == 9)
        #expect(both.visitors == 3)
    }

    @Test func `a click's token is known by its record, a view is no click`() throws {
        var tape = Shop.opening()
        let click = tape.add(Shop.click(Shop.bert, visitor: 1), at: Shop.noon)
        let view = tape.add(Shop.view("v", aliases: []), at: Shop.noon)
        _ = try store.apply(tape.batch)
        #expect(try store.click(click) == Shop.claim(Shop.bert))
        #expect(try store.click(view) == nil)
        #expect(try store.click(tape.last.advanced(by: 1)) == nil)
    }

    @Test func `an order sees its customer's clicks through visitor, view and click id`() throws {
        var tape = Shop.opening()
        let user = Shop.alias(.unionid, 1)
        // The visitor is bound to the person by a signed view; the click carries the visitor only.
        let first = tape.add(Shop.click(visitor: 1), at: Shop.minutes(1))
        let signed = tape.add(
            Shop.view("v", aliases: [Shop.alias(.visitor, 1), user]), at: Shop.minutes(2))
        let later = tape.add(Shop.click(Shop.bert, visitor: 1), at: Shop.minutes(3))
        // Without a cookie, but a view named the click.
        let bare = tape.add(Shop.click(visitor: nil), at: Shop.minutes(4))
        let named = tape.add(
            Shop.view(
                "w", aliases: [Shop.alias(.phone, 5)], click: Alias(click: bare, of: .first)),
            at: Shop.minutes(5))
        tape.add(Shop.click(visitor: 9), at: Shop.minutes(6))
        tape.add(
            Shop.event(
                "e", of: "A", at: Shop.minutes(10), buyer: [user, Shop.alias(.phone, 5)]),
            at: Shop.minutes(10))
        _ = try store.apply(tape.batch)
        #expect(try seen("A") == [first, signed, later, bare, named].map(\.value))
        // A click that the order itself names.
        let alone = tape.add(Shop.click(visitor: 7), at: Shop.minutes(11))
        tape.add(
            Shop.event(
                "f", of: "B", at: Shop.minutes(12),
                click: .value(.verified(Alias(click: alone, of: .first)))), at: Shop.minutes(12))
        _ = try store.apply(tape.after(store.cursor.mark.sequence))
        #expect(try seen("B") == [alone.value])
        let pending = try #require(try store.pendingJudgement(of: Shop.order("B")))
        let subject = try store.judgingCase(for: pending, asOf: store.cursor.mark.sequence)
        #expect(subject?.orderClick?.sequence == alone)
        #expect(subject?.orderClick?.token == Shop.claim())
    }

    @Test func `a buyer that is corrected binds no longer, unless another fact binds them`() throws
    {
        var tape = Shop.opening()
        let (user, wrong, right) = (
            Shop.alias(.unionid, 1), Shop.alias(.phone, 1), Shop.alias(.phone, 2)
        )
        let touch = tape.add(
            Shop.imported("i", at: Shop.minutes(1), aliases: [wrong]), at: Shop.minutes(1))
        tape.add(
            Shop.event("e1", of: "A", at: Shop.minutes(5), buyer: [user, wrong]),
            at: Shop.minutes(5))
        tape.add(
            Shop.event("e2", of: "B", at: Shop.minutes(6), buyer: [user]), at: Shop.minutes(6))
        _ = try store.apply(tape.batch)
        #expect(try seen("B") == [touch.value])
        let before = store.cursor.mark.sequence
        tape.add(
            Shop.event("e3", of: "A", version: 2, at: Shop.minutes(7), buyer: [user, right]),
            at: Shop.minutes(7))
        _ = try store.apply(tape.after(before))
        #expect(try seen("B").isEmpty)
        // As of the position before the correction the binding still stands.
        let pending = try #require(try store.pendingJudgement(of: Shop.order("B")))
        let past = try store.judgingCase(for: pending, asOf: before)
        #expect(past?.touches.map(\.sequence) == [touch])
        // Another order holds both: now they are bound again, whatever the first one says.
        tape.add(
            Shop.event("e4", of: "C", at: Shop.minutes(8), buyer: [user, wrong]),
            at: Shop.minutes(8))
        _ = try store.apply(tape.after(store.cursor.mark.sequence))
        #expect(try seen("B") == [touch.value])
    }

    @Test func `two orders that hold a binding release it one by one`() throws {
        var tape = Shop.opening()
        let (user, phone) = (Shop.alias(.unionid, 1), Shop.alias(.phone, 1))
        let touch = tape.add(
            Shop.imported("i", at: Shop.minutes(1), aliases: [phone]), at: Shop.minutes(1))
        for (index, order) in ["A", "B"].enumerated() {
            tape.add(
                Shop.event("e\(index)", of: order, at: Shop.minutes(5), buyer: [user, phone]),
                at: Shop.minutes(5))
        }
        tape.add(Shop.event("e9", of: "C", buyer: [user]), at: Shop.minutes(6))
        _ = try store.apply(tape.batch)
        #expect(try seen("C") == [touch.value])
        tape.add(
            Shop.event("f0", of: "A", version: 2, buyer: [user, Shop.alias(.phone, 2)]),
            at: Shop.minutes(7))
        _ = try store.apply(tape.after(store.cursor.mark.sequence))
        #expect(try seen("C") == [touch.value])
        tape.add(
            Shop.event("f1", of: "B", version: 2, buyer: [user, Shop.alias(.phone, 2)]),
            at: Shop.minutes(8))
        _ = try store.apply(tape.after(store.cursor.mark.sequence))
        #expect(try seen("C").isEmpty)
    }

    @Test func `a phone that many people share joins nobody`() throws {
        var tape = Shop.opening()
        let phone = Shop.alias(.phone, 1)
        for user in 1...4 {
            tape.add(
                Shop.imported(
                    "i\(user)", at: Shop.minutes(Int64(user)),
                    aliases: [phone, Shop.alias(.unionid, UInt64(user))]), at: Shop.minutes(5))
        }
        tape.add(
            Shop.event("e", of: "A", at: Shop.minutes(9), buyer: [Shop.alias(.unionid, 1), phone]),
            at: Shop.minutes(9))
        _ = try store.apply(tape.batch)
        let opening = Shop.opening().last.value
        #expect(try seen("A") == [opening + 1])
    }

    @Test func `touches behind T come along, marked by their time, and none behind asOf`() throws {
        var tape = Shop.opening()
        let user = Shop.alias(.unionid, 1)
        let before = tape.add(
            Shop.imported("a", at: Shop.minutes(1), aliases: [user]), at: Shop.minutes(20))
        let behind = tape.add(
            Shop.imported("b", at: Shop.minutes(15), aliases: [user]), at: Shop.minutes(20))
        let paid = tape.add(
            Shop.event("e", of: "A", at: Shop.minutes(10), buyer: [user]), at: Shop.minutes(20))
        tape.add(Shop.imported("c", at: Shop.minutes(2), aliases: [user]), at: Shop.minutes(21))
        _ = try store.apply(tape.batch)
        let pending = try #require(try store.pendingJudgement(of: Shop.order("A")))
        let subject = try #require(try store.judgingCase(for: pending, asOf: paid))
        #expect(subject.touches.map(\.sequence) == [before, behind])
        #expect(subject.touches.map(\.id) == [Array("a".utf8), Array("b".utf8)])
    }

    @Test func `aliases of clicks need no row, others are numbered as they are first seen`() throws
    {
        var tape = Shop.opening()
        let click = tape.add(Shop.click(visitor: 1), at: Shop.noon)
        tape.add(
            Shop.view(
                "v", aliases: [Shop.alias(.visitor, 2), Shop.alias(.unionid, 3)],
                click: Alias(click: click, of: .first)), at: Shop.noon)
        _ = try store.apply(tape.batch)
        let rows = try store.file.read { connection throws(StoreError) in
            try connection(
                Query("test", "SELECT number, kind FROM aliases ORDER BY number")
            ).all { row in [row.integer(0), row.integer(1)] }
        }
        #expect(rows == [[1, 6], [2, 6], [3, 1]])
        let number = AliasNumbers.click(click, of: .first)
        let alias = try store.file.read { connection throws(StoreError) in
            try AliasNumbers.alias(number, connection)
        }
        #expect(alias == Alias(click: click, of: .first))
    }

    @Test func `clicks and visitors are bridges where the directory says so`() throws {
        var tape = Tape()
        tape.add(
            IdentitySet(neverMerge: [], sharedAfter: 3, actor: .system), at: Shop.minutes(-1))
        for record in Shop.opening().records
        where record.kind != FactKind.identitySet.rawValue {
            tape.add(
                kind: record.kind, version: record.version, record.time, Array(record.publicBody),
                record.personal)
        }
        let first = tape.add(Shop.click(visitor: 1), at: Shop.minutes(1))
        let second = tape.add(Shop.click(visitor: 1), at: Shop.minutes(2))
        tape.add(
            Shop.event(
                "e", of: "A", at: Shop.minutes(3),
                click: .value(.verified(Alias(click: second, of: .first)))), at: Shop.minutes(3))
        _ = try store.apply(tape.batch)
        // From the named click to its visitor, and from the visitor to their other click.
        #expect(try seen("A") == [first.value, second.value])
    }
}
