import BooksFixture
import MeritAttribution
import MeritCore
import MeritStore
import MeritWorker
import Testing

/// What comes for months that are closed and sealed.
struct SealRoundTests {
    private static let october = Period(year: 2026, month: 10) ?? .first

    /// Books whose October is closed and sealed.
    private static func closed() async throws -> Books {
        let books = try Books()
        let ordered = Story.begin.advanced(by: .days(-9))
        try await books.record(
            Story.openingWithBonds() + [
                Story.touch("t1", by: 1_001, customer: 1, at: ordered.advanced(by: .days(-1))),
                Story.paid("A", customer: 1, at: ordered, amounts: [1_000, 700]),
            ])
        try await books.sealingWorker().catchUp()
        try await books.record(Story.close(october))
        try await books.sealingWorker().catchUp()
        return books
    }

    @Test func `what comes for a sealed month is booked in the next one`() async throws {
        let books = try await Self.closed()
        try await books.record([
            Story.refunded(
                "A", "R", line: "1", amount: 400, at: Story.begin.advanced(by: .days(-8)))
        ])
        try await books.sealingWorker().catchUp()
        let entries = try books.store.entries(of: Story.key("A"))
        #expect(entries.last?.period == Self.october.next)
        #expect(entries.last?.amount.value == -400)
        #expect(try books.allDifferences().isEmpty)
    }

    @Test func `evidence for an order of a sealed month is listed, not judged`() async throws {
        let books = try await Self.closed()
        try await books.record([
            Story.touch("t2", by: 1_002, customer: 1, at: Story.begin.advanced(by: .days(-10)))
        ])
        try await books.sealingWorker().catchUp()
        #expect(try books.decisions("A").count == 1)
        let late = try books.store.lateEvidence(after: nil, limit: 9)
        #expect(late.map(\.reason) == [.closed])
        #expect(try books.allDifferences().isEmpty)
    }
}
