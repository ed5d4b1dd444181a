import BooksFixture
import Foundation
import MeritCore
import MeritStore
import MeritWorker
import SeededRandom
import Testing

/// Whatever shops say, the worker goes on, and the books tie out.
struct OrderTaleTests {
    @Test(arguments: 0..<6)
    func `no tale stops the worker, and books and rebuild tie out after any`(run: Int) async throws
    {
        let seed = UInt64.random(in: .min ... .max)
        print("wild tale \(run) seed \(seed)")
        var random = SplitMix(seed: seed)
        let books = try Books()
        try await books.record(Story.opening + OrderTale.touches(using: &random))
        // At the start, or refused for orders that are judged already.
        let published = run < 4 ? 0 : 40
        var tale = OrderTale(.wild, orders: 12)
        var limits = run % 2 == 0 ? Worker.Limits.small : Worker.Limits()
        if run % 3 == 0 { limits.entriesPosted = 3 }
        let worker = try books.worker(limits: limits)
        for step in 0..<120 {
            let event = tale.next(using: &random)
            try await books.record(random.next() % 6 == 0 ? [event, event] : [event])
            if step == published { try await books.record([OrderTale.slowPolicy]) }
            if random.next() % 4 == 0 { try await worker.catchUp() }
        }
        // Whatever was told, the next customer's order is credited.
        let plain = Story.paid("plain", customer: 1, at: Story.begin, amounts: [700])
        try await books.record([plain])
        try await worker.catchUp()
        let counts = try books.store.counts()
        #expect(counts.pending == 0, "seed \(seed)")
        #expect(counts.due == 0, "seed \(seed)")
        let credited = try books.store.entries(of: plain.order).map(\.amount.value)
        #expect(credited == [700], "seed \(seed)")
        #expect(try books.differences().isEmpty, "seed \(seed)")
    }

    @Test(arguments: 0..<4)
    func `order events in any order, any number of times, end in the same sums`(
        run: Int
    ) async throws {
        let seed = UInt64.random(in: .min ... .max)
        print("permutation \(run) seed \(seed)")
        var random = SplitMix(seed: seed)
        let touches = OrderTale.touches(using: &random)
        var tale = OrderTale(.steady, orders: 8)
        let events = (0..<60).map { _ in tale.next(using: &random) }
        let expected = try await sums(touches, events, settling: .max, &random)
        #expect(!expected.isEmpty, "seed \(seed)")
        for settling: UInt64 in [1, 3, 10] {
            let repeated = events + events.shuffled(using: &random).prefix(25)
            let sums = try await sums(
                touches, repeated.shuffled(using: &random), settling: settling, &random)
            #expect(sums == expected, "seed \(seed), settled every \(settling) events")
        }
    }

    /// Sums other than 0 by order, line, payee and period; the worker settles once in about
    /// `settling` events.
    private func sums(
        _ touches: [any Fact], _ events: [OrderEvent], settling: UInt64,
        _ random: inout SplitMix
    ) async throws -> [String: Int64] {
        let books = try Books()
        try await books.record(Story.opening + [OrderTale.slowPolicy] + touches)
        let worker = try books.worker(limits: .small)
        for event in events {
            try await books.record([event])
            if random.next() % settling == 0 { try await worker.catchUp() }
        }
        try await worker.catchUp()
        return try books.store.entries(period: nil, after: 0, limit: 100_000)
            .reduce(into: [String: Int64]()) { sums, entry in
                let key = "\(entry.order) \(entry.line) \(entry.staff.value) \(entry.period)"
                sums[key, default: 0] += entry.amount.value
            }
            .filter { $0.value != 0 }
    }
}
