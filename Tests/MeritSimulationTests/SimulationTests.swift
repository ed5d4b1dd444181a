import BooksFixture
import MeritAttribution
import MeritCore
import MeritJSON
import MeritLedger
import MeritOrders
import MeritReports
import MeritStore
import MeritWorker
import Testing

@testable import MeritSimulation

/// Simulations over books that a real worker made.
struct SimulationTests {
    private static let morning = Story.begin.advanced(by: .days(3))

    /// Two guides' touches of one customer, two orders, one refund; and a customer nobody knows.
    private static func books() async throws -> Books {
        let books = try Books()
        try await books.record(Story.opening)
        try await books.record([
            Story.touch("t1", by: 1_001, customer: 1, at: morning),
            Story.touch("t2", by: 1_002, customer: 1, at: morning.advanced(by: .hours(1))),
            Story.paid(
                "A1", customer: 1, at: morning.advanced(by: .hours(2)), amounts: [10_001, 99]),
            Story.paid("A2", customer: 1, at: morning.advanced(by: .hours(3)), amounts: [5_000]),
            Story.paid("A3", customer: 7, at: morning.advanced(by: .hours(3)), amounts: [700]),
            Story.refunded(
                "A1", "R1", line: "1", amount: 1, at: morning.advanced(by: .hours(9))),
        ])
        try await books.worker().catchUp()
        return books
    }

    private static let days = DayRange(
        first: CivilDate(daysSince1970: 20_000), last: CivilDate(daysSince1970: 22_000))

    private static func simulate(_ books: Books, _ draft: Policy) async throws -> SimulationResult {
        for await event in Simulation(store: books.store, draft: draft, days: days).events() {
            switch event {
            case .progress: break
            case .finished(let result): return result
            case .failed(let failure): throw failure
            }
        }
        throw SimulationFailure.cancelled
    }

    private static func draft(_ model: Rule.Model) -> Policy {
        let rule = Rule(
            name: "draft",
            source: .touches(
                TouchSelection([.linkClick], .days(7)), model: model, shareWithBound: nil))
        return Policy(
            id: PolicyID(unchecked: "draft"), effectiveFrom: .distantPast, judgingInstant: .paid,
            booking: Booking(moment: .paid, delay: .zero), creditBase: .goods,
            excludedCategories: [], rejudgeFor: .hours(72), rules: [rule])
    }

    @Test func `the policy that is in force moves nothing`() async throws {
        let books = try await Self.books()
        let result = try await Self.simulate(books, .starterV1)
        #expect(result.orders == 3)
        #expect(result.movedCount == 0)
        let posted = try books.store.entries(period: nil, after: 0, limit: 1_000)
        for row in result.rows {
            let sum = posted.filter { $0.staff == row.staff }.reduce(0) { $0 + $1.amount.value }
            #expect(row.before == Int128(sum))
            #expect(row.after == row.before)
        }
    }

    @Test func `first touch moves the orders to who came first`() async throws {
        let books = try await Self.books()
        let before = try books.store.rowDigest()
        let result = try await Self.simulate(books, Self.draft(.firstTouch))
        let gains = result.rows.map { "\($0.staff.value) \($0.difference)" }
        #expect(gains == ["1001 15099", "1002 -15099", "9001 -700", "0 700"])
        #expect(result.moved.map { "\($0.order.order)" } == ["A1", "A2", "A3"])
        #expect(result.moved.first?.why == "shared → draft; 1002: not_chosen")
        let total = try #require(result.totals.first)
        #expect(total.before.netBase == 15_799)
        #expect(total.after.netBase == 15_799)
        #expect(total.after.unattributed == 700)
        #expect(try books.store.rowDigest() == before)
    }

    @Test func `each format tells the same numbers`() async throws {
        let books = try await Self.books()
        let result = try await Self.simulate(books, Self.draft(.linear))
        let json = String(decoding: result.rendered(as: .json), as: UTF8.self)
        let csv = String(decoding: result.rendered(as: .csv), as: UTF8.self)
        let table = String(decoding: result.rendered(as: .table), as: UTF8.self)
        for row in result.rows {
            #expect(json.contains("\"difference\": \(row.difference)"))
            #expect(csv.contains(",\(row.before),\(row.after),\(row.difference),"))
            #expect(table.contains("\(row.difference)"))
        }
    }

    @Test func `nobody listening ends it`() async throws {
        let books = try await Self.books()
        let simulation = Simulation(store: books.store, draft: .starterV1, days: Self.days)
        let task = Task {
            for await event in simulation.events() {
                if case .finished = event { return true }
            }
            return false
        }
        task.cancel()
        #expect(await task.value == false)
    }
}
