import BooksFixture
import MeritAttribution
import MeritCore
import MeritJournal
import MeritStore
import MeritWorker
import Testing

/// Judging every recorded decision again.
struct RedecisionTests {
    private static let clicked = Story.begin.advanced(by: .days(1))
    private static let ordered = Story.begin.advanced(by: .days(2))

    private static var sale: [any Fact] {
        [
            Story.touch("t1", by: 1_001, customer: 1, at: clicked),
            Story.paid("A", customer: 1, at: ordered, amounts: [1_000]),
            Story.paid("B", customer: 2, at: ordered, amounts: [500]),
        ]
    }

    /// Books into which somebody put a decision of their own in front of the worker's.
    private static func forged(
        _ change: (Decision) -> Decision
    ) async throws -> Books {
        let books = try Books()
        try await books.record(Story.openingWithBonds() + sale)
        // Applied, and nothing is judged yet.
        await #expect(throws: WorkerError.self) {
            try await books.worker { $0 == .rowsCommitted ? .stop : .goOn }.catchUp()
        }
        let asOf = books.store.cursor.mark.sequence
        var honest: [Decision] = []
        try books.store.judge(try books.store.pendingJudgements(limit: 9), asOf: asOf) {
            subject, directory in
            guard case .judging(let subject) = subject else { return nil }
            let judgement = judge(subject, directory: directory)
            if case .decided(let decision) = judgement { honest.append(decision) }
            return judgement
        }
        try await books.record(honest.map(change))
        try await books.worker().catchUp()
        return books
    }

    @Test func `honest decisions agree`() async throws {
        let books = try await Self.forged { $0 }
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.redecision().judged == 2)
    }

    @Test func `a decision with other shares is found, and nothing else finds it`() async throws {
        let books = try await Self.forged { decision in
            decision.order == Story.key("A")
                ? decision.with(shares: [
                    .init(
                        payee: Story.staff(1_002), department: Story.department, weight: 1)
                ]) : decision
        }
        #expect(try books.sums()["A/1/1002"] == 1_000)
        #expect(try books.differences().isEmpty)
        let report = try books.redecision()
        #expect(report.judged == 2 && report.different == 1)
        let message = try #require(report.differences.first?.message)
        #expect(message.contains("mall/A") || message.contains("A"), "\(message)")
        #expect(message.contains("1001") && message.contains("1002"), "\(message)")
        #expect(report.differences.map(\.code) == ["decision_differs"])
        #expect(try books.allDifferences().count == 1)
    }

    @Test func `a decision with another rule, store, policy or instant is found`() async throws {
        let changes: [(Decision) -> Decision] = [
            { $0.with(rule: "invented") },
            { $0.with(judgedAt: $0.judgedAt.advanced(by: .hours(1))) },
            { $0.with(policy: PolicyID(unchecked: "starter-v1")) },
        ]
        for change in changes {
            let books = try await Self.forged(change)
            #expect(try books.redecision().different == 2)
        }
    }

    @Test func `an adjustment that says otherwise than was approved is found`() async throws {
        let books = try Books()
        try await books.record(Story.openingWithBonds() + Self.sale)
        try await books.worker().catchUp()
        try await books.record([Story.proposal("A", [(1_002, 1)]), Story.resolved(1)])
        await #expect(throws: WorkerError.self) {
            try await books.worker { $0 == .rowsCommitted ? .stop : .goOn }.catchUp()
        }
        let asOf = books.store.cursor.mark.sequence
        var made: [Decision] = []
        try books.store.judge(try books.store.pendingJudgements(limit: 9), asOf: asOf) {
            subject, directory in
            guard case .adjustment(let subject) = subject else { return nil }
            made.append(subject.decision(in: directory))
            return made.last.map { .decided($0) }
        }
        try await books.record(
            made.map {
                $0.with(shares: [
                    .init(payee: Story.staff(1_001), department: Story.department, weight: 1)
                ])
            })
        try await books.worker().catchUp()
        #expect(try books.differences().isEmpty)
        #expect(try books.redecision().differences.map(\.code) == ["decision_differs"])
    }

    @Test func `a decision on an order that nobody named is found`() async throws {
        let books = try Books()
        try await books.record(Story.openingWithBonds() + Self.sale)
        try await books.worker().catchUp()
        let decision = try #require(try books.decisions("A").first)
        try await books.record([decision.with(order: Story.key("nowhere"))])
        try await books.worker().catchUp()
        #expect(try books.redecision().different == 1)
    }

    @Test func `orders of erased persons are counted and not compared`() async throws {
        let books = try Books()
        try await books.record(Story.openingWithBonds() + Self.sale)
        try await books.worker().catchUp()
        let decision = try #require(
            try books.store.decisions(of: Story.key("A")).first?.sequence)
        var sequences: [Sequence] = [decision]
        sequences += try books.store.orderEvents(of: Story.key("A")).map(\.sequence)
        // The touch stands in front of the orders.
        if let event = sequences.last { sequences.append(Sequence(event.value - 1)) }
        _ = try await books.journal.erase(sequences)
        let report = try books.redecision()
        #expect(report.erased == 1 && report.judged == 1)
        #expect(report.differences.isEmpty)
        #expect(try books.ledger().count == 2)
    }

    @Test func `decisions are judged by the directory of their time`() async throws {
        let books = try Books()
        try await books.record(Story.openingWithBonds() + Self.sale)
        try await books.worker().catchUp()
        // 1 001 had left before A: nobody takes over, so the store is credited from here on.
        try await books.record([
            Story.employed(1_001, until: Self.clicked.advanced(by: .hours(1))),
            Story.published(Story.storeOnly("later", from: Self.ordered.advanced(by: .days(9)))),
        ])
        try await books.worker().catchUp()
        let report = try books.redecision()
        #expect(report.differences.isEmpty)
        #expect(report.judged >= 2)
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }

    @Test func `a re-run judges by its policy, and later evidence stays with it`() async throws {
        let books = try Books()
        let policy = Story.storeOnly(from: Self.ordered.advanced(by: .days(60)))
        try await books.record(
            Story.openingWithBonds() + [Story.published(policy)] + Self.sale)
        try await books.worker().catchUp()
        #expect(try books.sums()["A/1/1001"] == 1_000)
        let day = books.store.directory.calendar.day(of: Self.ordered)
        try await books.record(Story.rerun(1, policy, from: day, to: day))
        try await books.worker().catchUp()
        #expect(try books.sums() == ["A/1/9001": 1_000, "B/1/9001": 500])
        #expect(try books.decisions("A").last?.occasion == .rerun)
        try await books.record([
            Story.touch("t9", by: 1_002, customer: 1, at: Self.clicked.advanced(by: .hours(2)))
        ])
        try await books.worker().catchUp()
        #expect(try books.decisions("A").last?.occasion == .evidence)
        #expect(try books.sums() == ["A/1/9001": 1_000, "B/1/9001": 500])
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }

    @Test func `a touch that came too late is judged so again`() async throws {
        let books = try Books()
        // Whatever is recorded behind the first decision is too late.
        try await books.record(
            Story.openingWithBonds(Story.bonds(rejudgeFor: .zero)) + Self.sale)
        try await books.worker().catchUp()
        try await books.record([
            Story.touch("t9", by: 1_002, customer: 1, at: Self.clicked.advanced(by: .hours(2)))
        ])
        try await books.worker().catchUp()
        #expect(try books.sums()["A/1/1001"] == 1_000)
        let late = try books.store.lateEvidence(of: Story.key("A"), limit: 9)
        #expect(late.map(\.reason) == [.window])
        // A hand-over has no limit; judged again, the late touch still does not count.
        try await books.record([
            Story.contact(
                "c1", .added, by: 1_002, customer: 1, at: Self.clicked.advanced(by: .hours(4)))
        ])
        try await books.worker().catchUp()
        #expect(try books.decisions("A").count == 2)
        #expect(try books.allDifferences().isEmpty)
        #expect(try books.rebuildDiffers().isEmpty)
    }
}

extension Decision {
    /// The same with something else in one place.
    func with(
        order: OrderKey? = nil, policy: PolicyID? = nil, judgedAt: Timestamp? = nil,
        rule: String? = nil, shares: [Share]? = nil
    ) -> Decision {
        Decision(
            order: order ?? self.order, policy: policy ?? self.policy,
            judgedAt: judgedAt ?? self.judgedAt, asOf: asOf, cause: cause, occasion: occasion,
            rule: rule ?? self.rule, store: store, shares: shares ?? self.shares,
            candidates: candidates, candidatesOmitted: candidatesOmitted, bound: bound,
            examined: examined, customer: customer)
    }
}
