import BooksFixture
import MeritAttribution
import MeritCore
import MeritStore
import MeritWorker
import Testing

/// Orders that are judged together or one after the other, and what each knows of the others.
struct RelationRoundTests {
    private static func day(_ number: Int64) -> Timestamp {
        Story.begin.advanced(by: .days(number))
    }

    /// 1 001 is met first, 1 002 before the second order.
    private static let touches: [any Fact] = [
        Story.touch("t1", by: 1_001, customer: 1, at: day(1)),
        Story.touch("t2", by: 1_002, customer: 1, at: day(3)),
    ]
    private static let first = Story.paid("A", customer: 1, at: day(2), amounts: [1_000])
    private static let second = Story.paid("B", customer: 1, at: day(4), amounts: [500])

    @Test func `of two orders judged in one append the second sees the first one's purchase`()
        async throws
    {
        let books = try Books()
        try await books.record(
            Story.openingWithBonds() + Self.touches + [Self.second, Self.first])
        try await books.worker().catchUp()
        let made = try (books.decisions("A") + books.decisions("B"))
        // Both as of one position, each once: nothing had to be judged again.
        #expect(made.count == 2)
        #expect(Set(made.map(\.asOf)).count == 1)
        #expect(made.map(\.rule) == ["shared", "bound"])
        #expect(made.last?.bound?.guide == Story.staff(1_001))
        #expect(try books.sums() == ["A/1/1001": 1_000, "B/1/1001": 500])
        let report = try books.redecision()
        #expect(report.judged == 2 && report.differences.isEmpty)
        #expect(try books.allDifferences().isEmpty)
    }

    @Test(arguments: [1, 2, 512])
    func `however many orders one append takes, the books end the same`(
        ordersJudged: Int
    ) async throws {
        let books = try Books()
        try await books.record(
            Story.openingWithBonds() + Self.touches + [Self.second, Self.first])
        var limits = Worker.Limits()
        limits.ordersJudged = ordersJudged
        try await books.worker(limits: limits).catchUp()
        #expect(try books.sums() == ["A/1/1001": 1_000, "B/1/1001": 500])
        #expect(try books.allDifferences().isEmpty)
    }

    @Test func `an earlier order that arrives later judges the later one again`() async throws {
        let books = try Books()
        try await books.record(Story.openingWithBonds() + Self.touches + [Self.second])
        try await books.worker().catchUp()
        // Two touches and no guide: half each.
        #expect(try books.sums() == ["B/1/1001": 250, "B/1/1002": 250])
        try await books.record([Self.first])
        try await books.worker().catchUp()
        #expect(try books.sums() == ["A/1/1001": 1_000, "B/1/1001": 500])
        #expect(try books.decisions("B").map(\.occasion) == [.first, .evidence])
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }

    @Test func `a hand-over moves the customer's next order, and one that comes late the last`()
        async throws
    {
        let books = try Books()
        try await books.record(
            Story.openingWithBonds() + Self.touches + [Self.first, Self.second])
        try await books.worker().catchUp()
        try await books.record([
            Story.handOver("h1", from: 1_001, to: 1_002, customer: 1, at: Self.day(3))
        ])
        try await books.worker().catchUp()
        #expect(try books.sums() == ["A/1/1001": 1_000, "B/1/1002": 500])
        #expect(try books.allDifferences().isEmpty)
    }

    @Test func `a customer who deletes the guide is bound to nobody`() async throws {
        let books = try Books()
        try await books.record(
            Story.openingWithBonds() + Self.touches + [Self.first, Self.second])
        try await books.worker().catchUp()
        try await books.record([
            Story.contact(
                "d1", .deletedByCustomer, by: 1_001, customer: 1, at: Self.day(3))
        ])
        try await books.worker().catchUp()
        #expect(try books.sums() == ["A/1/1001": 1_000, "B/1/1001": 250, "B/1/1002": 250])
        #expect(try books.decisions("B").last?.bound == nil)
        #expect(try books.allDifferences().isEmpty)
    }

    @Test func `a purchase that turns out to be nobody's unmakes what followed from it`()
        async throws
    {
        let books = try Books()
        try await books.record(
            Story.openingWithBonds() + Self.touches + [Self.first, Self.second])
        try await books.worker().catchUp()
        // A was somebody else's after all: customer 2 met nobody.
        try await books.record([
            Story.paid("A", customer: 2, at: Self.day(2), amounts: [1_000], version: 9)
        ])
        try await books.worker().catchUp()
        #expect(
            try books.sums() == ["A/1/9001": 1_000, "B/1/1001": 250, "B/1/1002": 250])
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }

    @Test func `what arrives between a judgement and its append leaves no purchase that never was`()
        async throws
    {
        let books = try Books()
        try await books.record(
            Story.openingWithBonds() + Self.touches + [Self.first, Self.second])
        let journal = books.journal
        let cleared = Story.unpaid("A", at: Self.day(2))
        let worker = try Worker(
            store: books.store, journal: journal,
            recorder: books.recorder(before: { journal.recordNow(cleared) }))
        try await worker.catchUp()
        #expect(try books.decisions("A").isEmpty)
        let sums = try books.sums()
        #expect(sums == ["B/1/1001": 250, "B/1/1002": 250])
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }
}
