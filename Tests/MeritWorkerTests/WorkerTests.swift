import BooksFixture
import Foundation
import MeritCore
import MeritJournal
import MeritLedger
import MeritStore
import MeritWorker
import ProcessFixture
import SeededRandom
import Synchronization
import Testing

/// Applying, judging, posting: each once, whatever happens in between.
struct WorkerTests {
    private static let clicked = Story.begin.advanced(by: .days(1))
    private static let ordered = Story.begin.advanced(by: .days(2))
    private static let refunded = Story.begin.advanced(by: .days(3))

    private static var sale: [any Fact] {
        [
            Story.touch("t1", by: 1_001, customer: 1, at: clicked),
            Story.paid("A1", customer: 1, at: ordered, amounts: [10_000, 5_000]),
            Story.paid("A2", customer: 2, at: ordered, amounts: [700]),
            Story.refunded("A1", "R1", line: "2", amount: 2_000, at: refunded),
        ]
    }

    @Test func `the guide whose link was opened is credited, the store where nobody was`()
        async throws
    {
        let books = try Books()
        try await books.record(Story.opening + Self.sale)
        try await books.worker().catchUp()
        let entries = try books.store.entries(period: nil, after: 0, limit: 100)
        let sums = Dictionary(grouping: entries, by: \.staff.value).mapValues {
            $0.reduce(0) { $0 + $1.amount.value }
        }
        #expect(sums == [1_001: 13_000, 9_001: 700])
        #expect(entries.filter { $0.kind == .reversal }.map(\.amount.value) == [-2_000])
        #expect(
            try LedgerHead.verify(books.store.entries(period: nil, after: 0, limit: 100)) == nil)
    }

    @Test(arguments: WorkerPoint.withoutClosing)
    func `a crash at any point loses nothing and repeats nothing`(point: WorkerPoint) async throws {
        let whole = try Books()
        try await whole.record(Story.opening + Self.sale)
        try await whole.worker().catchUp()

        let books = try Books()
        try await books.record(Story.opening + Self.sale)
        var crashes = 0
        while crashes < 50 {
            do {
                try await books.worker(limits: .small) { $0 == point ? .stop : .goOn }.catchUp()
                break
            } catch let error as WorkerError {
                guard case .stopped = error else { throw error }
                crashes += 1
                try books.reopen()
            }
        }
        #expect(crashes > 0)
        #expect(try Self.sums(books) == Self.sums(whole))
        for id in ["A1", "A2"] {
            let key = OrderKey(shop: Story.shop, order: OrderID(unchecked: id))
            #expect(try books.store.decisions(of: key).count == 1)
        }
        #expect(try books.differences().isEmpty)
    }

    @Test(arguments: WorkerPoint.withoutClosing)
    func `what arrives between two steps belongs to the next round`(
        point: WorkerPoint
    ) async throws {
        let books = try Books()
        try await books.record(Story.opening + Self.sale)
        let journal = books.journal
        let sent = Mutex(false)
        let late = Story.refunded("A1", "R2", line: "1", amount: 1_000, at: Self.refunded)
        let worker = try books.worker { reached in
            let isFirst = sent.withLock { sent in
                guard reached == point, !sent else { return false }
                sent = true
                return true
            }
            if isFirst { journal.recordNow(late) }
            return .goOn
        }
        try await worker.catchUp()
        try await worker.catchUp()
        #expect(sent.withLock { $0 })
        let sums = try Self.sums(books)
        #expect(sums["A1/1/1001"] == 9_000)
        #expect(sums["A1/2/1001"] == 3_000)
        #expect(try books.differences().isEmpty)
    }

    @Test func `a store computed anew has the same ledger bytes and the same rows`() async throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        let books = try Books()
        try await books.record(Story.opening)
        var history = RandomHistory()
        let worker = try books.worker(limits: .small)
        for _ in 0..<40 {
            try await books.record(history.next(using: &random))
            if random.next() % 3 == 0 { try await worker.catchUp() }
        }
        try await worker.catchUp()
        let anew = try books.emptyStore("anew")
        defer { anew.close() }
        _ = try Rebuild.fill(anew, from: try books.disk)
        #expect(try Books.ledger(of: anew) == books.ledger(), "seed \(seed)")
        #expect(try anew.rowDigest() == books.store.rowDigest(), "seed \(seed)")
        #expect(try !books.ledger().isEmpty)
        print("rebuild seed \(seed): \(try books.ledger().count) entries")
    }

    @Test func `verification notices a changed ledger row`() async throws {
        let books = try Books()
        try await books.record(Story.opening + Self.sale)
        try await books.worker().catchUp()
        #expect(try books.differences().isEmpty)
        try books.reopen()
        try Self.sqlite(
            books, "UPDATE entries SET amount_minor = amount_minor + 1 WHERE number = 1")
        try books.reopen()
        #expect(try books.differences().contains("ledger_chain_broken"))
    }

    @Test func `verification notices a changed rollup`() async throws {
        let books = try Books()
        try await books.record(Story.opening + Self.sale)
        try await books.worker().catchUp()
        try books.reopen()
        try Self.sqlite(books, "DELETE FROM touches")
        try books.reopen()
        #expect(try books.differences() == ["projection_differs", "rollup_differs"])
    }

    @Test(arguments: ["staff_traffic", "payee_money", "order_counts", "entry_totals"])
    func `verification notices a changed sum of reports`(table: String) async throws {
        let books = try Books()
        try await books.record(Story.opening + Self.sale)
        try await books.worker().catchUp()
        #expect(try books.differences().isEmpty)
        try books.reopen()
        try Self.sqlite(books, "DELETE FROM \(table)")
        try books.reopen()
        #expect(try books.differences() == ["projection_differs", "rollup_differs"])
    }

    @Test func `a head kept elsewhere is found on the chain, another is not`() async throws {
        let books = try Books()
        try await books.record(Story.opening)
        try await books.worker().catchUp()
        let mark = books.store.cursor.mark
        let head = Head(sequence: mark.sequence, chain: mark.chain, entry: 0, entryHash: .zero)
        try await books.record(Self.sale)
        try await books.worker().catchUp()
        #expect(try books.differences(head).isEmpty)
        let other = Head(sequence: mark.sequence, chain: .zero, entry: 0, entryHash: .zero)
        #expect(try books.differences(other) == ["head_off_chain"])
    }

    @Test func `a running worker settles and stops when cancelled`() async throws {
        let books = try Books()
        let worker = try books.worker()
        let running = Task { try await worker.run() }
        try await books.record(Story.opening + Self.sale)
        await worker.waitUntilSettled()
        #expect(try books.ledger().count >= 3)
        running.cancel()
        let result = await running.result
        #expect(throws: WorkerError.self) { try result.get() }
    }

    // MARK: Around

    /// By order, line and payee.
    private static func sums(_ books: Books) throws -> [String: Int64] {
        try books.store.entries(period: nil, after: 0, limit: 100_000).reduce(into: [:]) {
            $0["\($1.order.order)/\($1.line)/\($1.staff.value)", default: 0] += $1.amount.value
        }
    }

    private static func sqlite(_ books: Books, _ statement: String) throws {
        let database = books.folder.appending(path: "store/1/merit.db").path
        try Shell.must("sqlite3", [database, statement])
    }
}

extension WorkerPoint {
    /// Those that a story without a closed month meets.
    static let withoutClosing = allCases.filter { $0 != .sealAppended && $0 != .sealReadBack }
}

extension Worker.Limits {
    /// One thing at a time, so that every step is met often.
    static var small: Worker.Limits {
        var limits = Worker.Limits()
        limits.batchesApplied = 2
        limits.ordersJudged = 1
        limits.ordersPosted = 1
        return limits
    }
}

extension Journal {
    /// Records from where nothing can be awaited; returns when it is durable.
    func recordNow(_ fact: some Fact) {
        var buffer = emptyBuffer()
        buffer.append(fact, time: Story.begin.advanced(by: .days(4))) { PersonalSalt(3, 4) }
        let done = DispatchSemaphore(value: 0)
        submit(buffer, wait: .durable, class: .inbound) { _ in done.signal() }
        done.wait()
    }
}
