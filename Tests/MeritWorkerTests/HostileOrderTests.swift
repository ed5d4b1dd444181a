import BooksFixture
import MeritAttribution
import MeritCore
import MeritJournal
import MeritLedger
import MeritStore
import MeritWorker
import Testing

/// Orders that are legal and meant to do harm.
struct HostileOrderTests {
    private static let ordered = Story.begin.advanced(by: .days(2))
    private static let largest = [Int64](
        repeating: MinorAmount.statedMax.value, count: OrderEvent.linesMax)

    @Test func `orders of many lines that are due at once are posted in several appends`()
        async throws
    {
        let books = try Books()
        // Together beyond what the journal takes at once: 40 000 entries of over 220 bytes.
        let orders = (0..<40).map {
            Story.paid(
                "A\($0)-" + String(repeating: "x", count: 110), customer: 1, at: Self.ordered,
                amounts: Self.largest)
        }
        try await books.record(Story.opening + orders)
        try await books.worker().catchUp()
        #expect(try books.store.ledgerHead().number == 40_000)
        #expect(try books.store.counts().due == 0)
    }

    @Test func `an order of more entries than a posting holds is posted in parts`() async throws {
        let books = try Books()
        let amounts = (1...10).map { Int64($0) }
        try await books.record(
            Story.opening + [
                Story.paid("A", customer: 1, at: Self.ordered, amounts: [5]),
                Story.paid("B", customer: 1, at: Self.ordered, amounts: amounts),
                Story.paid("C", customer: 1, at: Self.ordered, amounts: [0]),
            ])
        var limits = Worker.Limits()
        limits.entriesPosted = 4
        try await books.worker(limits: limits).catchUp()
        let entries = try books.store.entries(period: nil, after: 0, limit: 100)
        #expect(entries.map(\.amount.value).sorted() == ([5] + amounts).sorted())
        #expect(try books.store.counts().due == 0)
        #expect(try books.differences().isEmpty)
    }

    @Test(arguments: ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"])
    func `an order at an end of the calendar is booked in a month that exists`(
        time: String
    ) async throws {
        let books = try Books()
        let at = try #require(Timestamp(rfc3339: time))
        try await books.record(
            Story.opening + [Story.paid("A", customer: 1, at: at, amounts: [700])])
        try await books.worker().catchUp()
        let entry = try #require(try books.store.entries(period: nil, after: 0, limit: 9).first)
        #expect(entry.amount.value == 700)
        #expect(Period(entry.period.description) == entry.period)
        #expect(try books.differences().isEmpty)
    }

    @Test func `a worker whose posting is refused stops instead of appending it for ever`()
        async throws
    {
        let books = try Books()
        try await books.record(
            Story.opening + [Story.paid("A", customer: 1, at: Self.ordered, amounts: [700])])
        let (store, journal) = (books.store, books.journal)
        let key = OrderKey(shop: Story.shop, order: OrderID(unchecked: "A"))
        // Between the posting's computation and its place in the journal the same slips in.
        let recorder = FactRecorder(
            journal: journal,
            now: {
                if let subject = try? store.postingCase(for: key) {
                    var head = LedgerHead.empty
                    let entries = entriesDue(subject, calendar: store.directory.calendar)
                        .map { head.append($0) }
                    journal.recordNow(Posting(asOf: .zero, entries: entries, unchanged: []))
                }
                return Self.ordered
            }, salt: { PersonalSalt(1, 2) })
        let worker = try Worker(store: store, journal: journal, recorder: recorder)
        do {
            try await worker.catchUp()
            Issue.record("the worker did not notice")
        } catch WorkerError.notTaken(_, let code) {
            #expect(code == "broken_chain")
        }
        // Whoever starts next finds the books in order.
        try await books.worker().catchUp()
        #expect(try books.ledger().count == 1)
        #expect(try books.differences() == ["own_fact_refused"])
    }
}
