import BooksFixture
import MeritAttribution
import MeritCore
import MeritStore
import MeritWorker
import Testing

/// Weights that two people replace.
struct AdjustmentRoundTests {
    private static let clicked = Story.begin.advanced(by: .days(1))
    private static let ordered = Story.begin.advanced(by: .days(2))

    /// Books with one order of 1 000 fen, credited to 1 001.
    private static func sold(_ policy: Policy = Story.bonds()) async throws -> Books {
        let books = try Books()
        try await books.record(
            Story.openingWithBonds(policy) + [
                Story.touch("t1", by: 1_001, customer: 1, at: clicked),
                Story.paid("A", customer: 1, at: ordered, amounts: [700, 300]),
            ])
        try await books.sealingWorker().catchUp()
        return books
    }

    @Test func `two approvals at once make one adjustment`() async throws {
        let books = try await Self.sold()
        try await books.record([
            Story.proposal("A", [(1_001, 1), (1_002, 1)]), Story.resolved(1), Story.resolved(1),
        ])
        try await books.sealingWorker().catchUp()
        let made = try books.decisions("A")
        #expect(made.map(\.occasion) == [.first, .adjustment])
        #expect(made.last?.rule == nil)
        #expect(
            try books.sums() == [
                "A/1/1001": 350, "A/1/1002": 350, "A/2/1001": 150, "A/2/1002": 150,
            ])
        let outcomes = try books.store.outcomes(before: nil, limit: 2)
        let refused = outcomes.filter { row in
            if case .refused = row.verdict { true } else { false }
        }
        #expect(refused.count == 1)
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }

    @Test func `the entries of an adjustment sum to nothing on each line`() async throws {
        let books = try await Self.sold()
        // Refund and adjustment are posted together.
        try await books.record([
            Story.refunded(
                "A", "R", line: "1", amount: 100, at: Self.ordered.advanced(by: .days(1))),
            Story.proposal("A", [(1_002, 1)]), Story.resolved(1),
        ])
        try await books.sealingWorker().catchUp()
        let entries = try books.store.entries(of: Story.key("A"))
        let adjusting = entries.filter { $0.kind == .adjustment }
        #expect(!adjusting.isEmpty)
        for line in Set(adjusting.map(\.line)) {
            let sum = adjusting.filter { $0.line == line }.reduce(0) { $0 + $1.amount.value }
            #expect(sum == 0)
        }
        #expect(entries.contains { $0.kind == .reversal && $0.amount.value == -100 })
        #expect(try books.sums() == ["A/1/1002": 600, "A/2/1002": 300])
        #expect(try books.allDifferences().isEmpty)
    }

    @Test func `a refund behind an adjustment goes by its weights, late touches are ignored`()
        async throws
    {
        let books = try await Self.sold()
        try await books.record([
            Story.proposal("A", [(1_001, 1), (1_002, 3)]), Story.resolved(1),
        ])
        try await books.sealingWorker().catchUp()
        try await books.record([
            Story.touch("t2", by: 1_002, customer: 1, at: Self.clicked.advanced(by: .hours(3))),
            Story.refunded(
                "A", "R", line: "1", amount: 100, at: Self.ordered.advanced(by: .days(1))),
        ])
        try await books.sealingWorker().catchUp()
        #expect(
            try books.sums() == [
                "A/1/1001": 150, "A/1/1002": 450, "A/2/1001": 75, "A/2/1002": 225,
            ])
        #expect(try books.decisions("A").count == 2)
        let late = try books.store.lateEvidence(after: nil, limit: 10)
        #expect(late.map(\.reason) == [.adjusted])
        #expect(late.map(\.order) == [Story.key("A")])
        #expect(try books.store.judgingCaseWithoutLimit(of: Story.key("A"))?.touches.count == 2)
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }

    @Test func `an adjusted order is the purchase that it was`() async throws {
        let books = try await Self.sold()
        try await books.record([
            Story.proposal("A", [(1_002, 1)]), Story.resolved(1),
            Story.paid(
                "B", customer: 1, at: Self.ordered.advanced(by: .days(1)), amounts: [400]),
        ])
        try await books.sealingWorker().catchUp()
        #expect(
            try books.sums() == ["A/1/1002": 700, "A/2/1002": 300, "B/1/1001": 400])
        #expect(try books.allDifferences().isEmpty)
    }

    @Test func `an adjustment that meets a judgement on its way is not lost`() async throws {
        let books = try await Self.sold()
        let journal = books.journal
        try await books.record([
            Story.proposal("A", [(1_002, 1)]),
            Story.touch("t2", by: 1_002, customer: 1, at: Self.clicked.advanced(by: .hours(3))),
        ])
        let worker = try Worker(
            store: books.store, journal: journal,
            recorder: books.recorder(before: { journal.recordNow(Story.resolved(1)) }))
        try await worker.catchUp()
        // The judgement came behind the approval: it counts nothing.
        #expect(try books.decisions("A").map(\.occasion) == [.first, .adjustment])
        #expect(try books.sums() == ["A/1/1002": 700, "A/2/1002": 300])
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }
}
