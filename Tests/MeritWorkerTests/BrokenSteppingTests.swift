import BooksFixture
import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritStore
import MeritWorker
import Testing

/// What a worker that counted its decisions when it appends them, or posted from memory, would do
/// after a crash: append again what stands in the journal already. The books must not change, and
/// verification must tell.
struct BrokenSteppingTests {
    private static let sale: [any Fact] = [
        Story.touch("t1", by: 1_001, customer: 1, at: Story.begin.advanced(by: .days(1))),
        Story.paid(
            "A1", customer: 1, at: Story.begin.advanced(by: .days(2)), amounts: [10_000, 5_000]),
    ]
    private static let order = OrderKey(shop: Story.shop, order: OrderID(unchecked: "A1"))

    /// Books whose worker crashed at `point`, beside those of one that did not.
    private static func crashed(
        at point: WorkerPoint
    ) async throws -> (books: Books, whole: [String]) {
        let whole = try Books()
        try await whole.record(Story.opening + sale)
        try await whole.worker().catchUp()
        let books = try Books()
        try await books.record(Story.opening + sale)
        await #expect(throws: WorkerError.self) {
            try await books.worker { $0 == point ? .stop : .goOn }.catchUp()
        }
        try books.reopen()
        return (books, try whole.ledger())
    }

    private static func decision(_ books: Books) throws -> Decision {
        let pending = try #require(try books.store.pendingJudgements(limit: 1).first)
        let subject = try #require(
            try books.store.judgingCase(for: pending, asOf: books.store.cursor.mark.sequence))
        guard case .decided(let decision) = judge(subject, directory: books.store.directory) else {
            throw StoreError.damaged("nothing was decided")
        }
        return decision
    }

    private static func amounts(_ books: Books) throws -> [Int64] {
        try books.store.entries(of: order).map(\.amount.value)
    }

    @Test func `a decision that is appended twice counts once`() async throws {
        let (books, whole) = try await Self.crashed(at: .decisionAppended)
        // The worker's own decision lies in the journal and was not read back.
        try await books.record([try Self.decision(books)])
        try await books.worker().catchUp()
        #expect(try books.store.decisions(of: Self.order).count == 1)
        #expect(try books.ledger().count == whole.count)
        #expect(try Self.amounts(books) == [10_000, 5_000])
        #expect(try books.differences() == ["own_fact_refused"])
    }

    @Test func `a decision that comes again after its posting changes nothing`() async throws {
        let (books, _) = try await Self.crashed(at: .postingReadBack)
        let ledger = try books.ledger()
        let decision = try #require(try books.store.decisions(of: Self.order).first?.decision)
        try await books.record([decision])
        try await books.worker().catchUp()
        #expect(try books.store.decisions(of: Self.order).count == 1)
        #expect(try books.ledger() == ledger)
        #expect(try books.differences() == ["own_fact_refused"])
    }

    @Test func `a posting that is appended twice counts once`() async throws {
        let (books, whole) = try await Self.crashed(at: .postingAppended)
        // Computed again from rows that do not hold the posting which lies in the journal.
        let subject = try #require(try books.store.postingCase(for: Self.order))
        var head = try books.store.ledgerHead()
        let entries = entriesDue(subject, calendar: books.store.directory.calendar)
            .map { head.append($0) }
        let asOf = books.store.cursor.mark.sequence
        try await books.record([Posting(asOf: asOf, entries: entries, unchanged: [])])
        try await books.worker().catchUp()
        #expect(try books.ledger().count == whole.count)
        #expect(try Self.amounts(books) == [10_000, 5_000])
        #expect(try books.differences() == ["own_fact_refused"])
    }

    @Test func `a posting that is chained anew behind itself is told by verification`()
        async throws
    {
        let (books, _) = try await Self.crashed(at: .postingReadBack)
        var head = try books.store.ledgerHead()
        let again = try books.store.entries(of: Self.order).map { head.append(EntryDraft($0)) }
        try await books.record([Posting(asOf: .zero, entries: again, unchanged: [])])
        try await books.worker().catchUp()
        #expect(try books.differences().contains("not_conserved"))
    }
}
