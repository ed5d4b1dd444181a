import BooksFixture
import MeritAttribution
import MeritCore
import MeritStore
import MeritWorker
import SeededRandom
import Testing

/// Books of random histories with everything in them.
struct BookHistoryTests {
    private static func history(
        _ seed: UInt64, facts: Int, limits: Worker.Limits, settlingOneIn rounds: Int
    ) async throws -> Books {
        var random = SplitMix(seed: seed)
        var history = BookHistory()
        let books = try Books()
        try await books.record(BookHistory.opening)
        let worker = try books.sealingWorker(limits: limits)
        for _ in 0..<facts {
            try await books.record(history.next(using: &random))
            if Int.random(in: 0..<rounds, using: &random) == 0 { try await worker.catchUp() }
        }
        try await worker.catchUp()
        return books
    }

    @Test(arguments: 0..<6)
    func `a store computed anew is the same, every decision agrees, every sum ties out`(
        run: Int
    ) async throws {
        let seed = UInt64.random(in: .min ... .max)
        let books = try await Self.history(
            seed, facts: 120, limits: run % 2 == 0 ? .small : .init(), settlingOneIn: 5)
        #expect(try books.allDifferences().isEmpty, "seed \(seed)")
        #expect(try books.rebuildDiffers().isEmpty, "seed \(seed)")
        let report = try books.redecision()
        #expect(report.judged > 20, "seed \(seed)")
        let counts = try books.store.counts()
        #expect(counts.pending == 0 && counts.due == 0, "seed \(seed)")
        print("book history seed \(seed): \(report.judged) decisions, \(counts.entries) entries")
    }

    @Test func `appends of one order or of many end in the same sums`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        var ends: [[String: Int64]] = []
        for ordersJudged in [1, 3, 512] {
            var limits = Worker.Limits()
            limits.ordersJudged = ordersJudged
            let books = try await Self.history(
                seed, facts: 100, limits: limits, settlingOneIn: 100_000)
            ends.append(try books.sums())
        }
        #expect(Set(ends).count == 1, "seed \(seed)")
    }

    @Test(arguments: WorkerPoint.allCases)
    func `a crash at any point, also between a judgement and its posting, changes no sum`(
        point: WorkerPoint
    ) async throws {
        let whole = try Books()
        let crashed = try Books()
        var crashes = 0
        for chapter in Self.chapters {
            try await whole.record(chapter)
            try await whole.sealingWorker(limits: .small).catchUp()
            try await crashed.record(chapter)
            crashes += try await crashed.work(crashingAt: point)
        }
        #expect(crashes > 0)
        #expect(try crashed.sums() == whole.sums())
        for order in ["A", "B", "C"] {
            #expect(
                try crashed.decisions(order).map(\.occasion)
                    == whole.decisions(order).map(\.occasion))
        }
        #expect(try crashed.allDifferences().isEmpty)
        #expect(try crashed.rebuildDiffers().isEmpty)
        #expect(try crashed.store.seals().map(\.period) == [Period(year: 2026, month: 10)])
    }

    /// Sales; evidence that judges again; an appeal and a refund; a re-run; a close.
    private static var chapters: [[any Fact]] {
        func day(_ number: Int64) -> Timestamp { Story.begin.advanced(by: .days(number)) }
        let october = day(-9)
        let other = Story.storeOnly(from: day(90))
        let date = BusinessCalendar.utc.day(of: day(4))
        return [
            Story.openingWithBonds() + [
                Story.published(other),
                Story.touch("t1", by: 1_001, customer: 1, at: day(-10)),
                Story.paid("A", customer: 1, at: october, amounts: [1_000, 700]),
                Story.paid("B", customer: 1, at: day(4), amounts: [500]),
                Story.paid("C", customer: 2, at: day(4), amounts: [300]),
            ],
            [
                Story.touch("t2", by: 1_002, customer: 1, at: day(-10)),
                Story.handOver("h1", from: 1_001, to: 1_002, customer: 1, at: day(1)),
            ],
            [
                Story.proposal("A", [(1_001, 1), (1_002, 2)]), Story.resolved(1),
                Story.refunded("A", "R1", line: "1", amount: 300, at: day(2)),
            ],
            Story.rerun(1, other, from: date, to: date),
            Story.close(Period(year: 2026, month: 10) ?? .first),
            [Story.refunded("A", "R2", line: "2", amount: 100, at: day(-8))],
        ]
    }
}
