import MeritCore
import MeritOrders
import Testing

@testable import MeritLedger

/// What holds of every history with judgements, adjustments and closed months. `OrderBooks.post`
/// checks conservation after each posting.
struct AdjustmentPropertyTests {
    @Test func `an adjustment's entries sum to nothing on each line of each month`() throws {
        var random = SeededGenerator()
        let seed = random.description
        var adjusted = 0
        for round in 0..<200 {
            try tell(using: &random) { posted, books in
                var sums: [String: Int64] = [:]
                for entry in posted where entry.kind == .adjustment {
                    sums["\(entry.line) \(entry.period)", default: 0] += entry.amount.value
                    adjusted += 1
                }
                #expect(sums.values.allSatisfy { $0 == 0 }, "\(seed), round \(round)")
                #expect(posted.allSatisfy { $0.amount != .zero })
                let places = posted.map { entry in
                    "\(entry.line) \(entry.staff) \(entry.period) \(entry.kind)"
                }
                #expect(Set(places).count == places.count, "\(seed), round \(round)")
                if let closed = books.closedThrough {
                    #expect(posted.allSatisfy { $0.period > closed }, "\(seed), round \(round)")
                }
            }
        }
        #expect(adjusted > 250, "\(seed)")
    }

    @Test func `whatever was adjusted, the last decision alone says who has what`() throws {
        var random = SeededGenerator()
        for round in 0..<200 {
            let told = try tell(using: &random) { _, _ in }
            let literal = try told.history.literalSums(among: told.shares)
            let sums = LedgerPropertyTests.byAccount(told.books.sums)
            #expect(sums == LedgerPropertyTests.byAccount(literal), "\(random), round \(round)")
        }
    }

    @Test func `posted after each fact or all at once, the sums by month are the same`() throws {
        var random = SeededGenerator()
        for round in 0..<100 {
            let history = OrderHistory(using: &random)
            let adjustments = (0..<2).map { _ in OrderHistory(using: &random).shares }
            func sums(postingEach: Bool) throws -> [String: Int64] {
                var books = OrderBooks(calendar: history.calendar, basis: history.basis)
                books.judge(history.shares)
                for (place, event) in history.events.enumerated() {
                    try books.tell(event)
                    if place < adjustments.count { books.adjust(adjustments[place]) }
                    if postingEach { try books.post("\(random)") }
                }
                try books.post("\(random)")
                return books.sums
            }
            let each = try sums(postingEach: true)
            #expect(try sums(postingEach: false) == each, "\(random), round \(round)")
        }
    }

    /// A history as it was told, and where it ended.
    private struct Told {
        let history: OrderHistory
        let shares: [Decision.Share]
        let books: OrderBooks
    }

    /// Tells a random order with judgements until the first adjustment, adjustments, closings and
    /// postings between its events, in any order; `check` sees each posting's entries.
    @discardableResult
    private func tell(
        using random: inout SeededGenerator,
        _ check: (ArraySlice<LedgerEntry>, OrderBooks) throws -> Void
    ) throws -> Told {
        let history = OrderHistory(using: &random)
        var books = OrderBooks(calendar: history.calendar, basis: history.basis)
        var shares = history.shares
        var isAdjusted = false
        books.judge(shares)
        func post() throws {
            let count = books.entries.count
            try books.post("\(random)")
            try check(books.entries[count...], books)
        }
        for event in history.events.shuffled(using: &random) {
            try books.tell(event)
            if Int.random(in: 0..<3, using: &random) == 0 {
                shares = OrderHistory(using: &random).shares
                isAdjusted = isAdjusted || Bool.random(using: &random)
                if isAdjusted { books.adjust(shares) } else { books.judge(shares) }
            }
            if Int.random(in: 0..<2, using: &random) == 0 { try post() }
            if Int.random(in: 0..<4, using: &random) == 0 {
                try post()
                let month = history.calendar.period(of: OrderHistory.moment(using: &random))
                books.closedThrough = max(books.closedThrough ?? month, month)
            }
        }
        try post()
        return Told(history: history, shares: shares, books: books)
    }
}
