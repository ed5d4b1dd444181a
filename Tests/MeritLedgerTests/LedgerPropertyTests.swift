import MeritCore
import MeritOrders
import Testing

@testable import MeritLedger

/// What holds for every order, whatever happens to it and in which order. `OrderBooks.post` checks
/// conservation after each posting; a failure names the seed that repeats it.
struct LedgerPropertyTests {
    @Test func `any order of events, repeats and postings ends in the literal sums`() throws {
        var random = SeededGenerator()
        for round in 0..<300 {
            let history = OrderHistory(using: &random)
            let literal = try history.literalSums()
            for _ in 0..<3 {
                let told = history.events + history.events.shuffled(using: &random).prefix(2)
                let books = try run(history, told.shuffled(using: &random), using: &random)
                #expect(books.sums == literal, "\(random), round \(round)")
            }
        }
    }

    @Test func `judging again moves the sums to where the last decision alone has them`() throws {
        var random = SeededGenerator()
        for round in 0..<200 {
            let history = OrderHistory(using: &random)
            var books = OrderBooks(calendar: history.calendar, basis: history.basis)
            for event in history.events {
                let other = OrderHistory(using: &random)
                books.judge(other.shares)
                try books.tell(event)
                try books.post("\(random)")
            }
            books.judge(history.shares)
            try books.post("\(random)")
            #expect(books.sums == (try history.literalSums()), "\(random), round \(round)")
        }
    }

    @Test func `a closed month takes no entry, and what it lacks is not lost`() throws {
        var random = SeededGenerator()
        for round in 0..<300 {
            let history = OrderHistory(using: &random)
            var books = OrderBooks(calendar: history.calendar, basis: history.basis)
            books.judge(history.shares)
            var closed: Period?
            for event in history.events.shuffled(using: &random) {
                try books.tell(event)
                let posted = books.entries.count
                try books.post("\(random)")
                for entry in books.entries[posted...] {
                    #expect(closed.map { entry.period > $0 } ?? true, "\(random), \(round)")
                }
                if Int.random(in: 0..<3, using: &random) == 0 {
                    let month = history.calendar.period(of: OrderHistory.moment(using: &random))
                    closed = max(closed ?? month, month)
                    books.closedThrough = closed
                }
            }
            #expect(Self.byAccount(books.sums) == Self.byAccount(try history.literalSums()))
        }
    }

    @Test func `an amount that falls raises nobody`() throws {
        var random = SeededGenerator()
        for round in 0..<600 {
            var history = OrderHistory(using: &random)
            var books = OrderBooks(calendar: history.calendar, basis: history.basis)
            books.judge(history.shares)
            for event in history.events { try books.tell(event) }
            try books.post("\(random)")
            let before = Self.byAccount(books.sums)
            history.add(round % 4 == 0 ? .cancelled : .refunded, using: &random)
            guard let last = history.events.last, let lowering = Self.asNewRefund(last) else {
                continue
            }
            try books.tell(lowering)
            try books.post("\(random)")
            for (account, sum) in Self.byAccount(books.sums) {
                #expect(sum <= before[account] ?? 0, "\(random), round \(round): \(account)")
            }
        }
    }

    @Test func `a line edited downwards, or taken out, raises nobody`() throws {
        var random = SeededGenerator()
        var lowered = 0
        for round in 0..<400 {
            let history = OrderHistory(using: &random)
            var books = OrderBooks(calendar: history.calendar, basis: history.basis)
            books.judge(history.shares)
            for event in history.events { try books.tell(event) }
            try books.post("\(random)")
            let before = Self.byAccount(books.sums)
            guard let state = books.state, !state.lines.isEmpty else { continue }
            var leaves = OrderBooks.Leaves(lines: state.lines)
            let place = Int.random(in: 0..<leaves.lines.count, using: &random)
            let line = leaves.lines.remove(at: place)
            if Bool.random(using: &random) {
                let less = Int64.random(in: 0...line.amount.value, using: &random)
                leaves.lines.append(
                    OrderLine(
                        line: line.line, sku: nil, category: line.category, quantity: nil,
                        amount: MinorAmount(less)))
            }
            // An event that carries no line says nothing of them.
            guard !leaves.lines.isEmpty else { continue }
            try books.tell(.created, at: OrderHistory.moment(using: &random), leaves: leaves)
            try books.post("\(random)")
            let after = Self.byAccount(books.sums)
            if after != before { lowered += 1 }
            for (account, sum) in after {
                #expect(sum <= before[account] ?? 0, "\(random), round \(round): \(account)")
            }
        }
        #expect(lowered > 50, "\(random)")
    }

    @Test func `a posting has one entry per line, payee, month and kind, none of zero`() throws {
        var random = SeededGenerator()
        for round in 0..<200 {
            let history = OrderHistory(using: &random)
            var books = OrderBooks(calendar: history.calendar, basis: history.basis)
            books.judge(history.shares)
            for event in history.events {
                try books.tell(event)
                guard let subject = books.subject else { continue }
                let drafts = entriesDue(subject, calendar: history.calendar)
                let keys = drafts.map { draft in
                    "\(draft.line) \(draft.staff) \(draft.period) \(draft.kind)"
                }
                #expect(Set(keys).count == keys.count, "\(random), round \(round)")
                #expect(drafts.allSatisfy { $0.amount != .zero }, "\(random), round \(round)")
                for draft in drafts {
                    let natural = history.calendar.period(of: draft.at)
                    #expect(natural == draft.period, "\(random), round \(round)")
                }
                try books.post("\(random)")
            }
        }
    }

    /// Tells `events` with a judgement and postings at random places.
    private func run(
        _ history: OrderHistory, _ events: [OrderEvent], using random: inout SeededGenerator
    ) throws -> OrderBooks {
        var books = OrderBooks(calendar: history.calendar, basis: history.basis)
        let judged = Int.random(in: 0...events.count, using: &random)
        for (place, event) in events.enumerated() {
            if place == judged { books.judge(history.shares) }
            try books.tell(event)
            if Bool.random(using: &random) { try books.post("\(random)") }
        }
        if judged == events.count { books.judge(history.shares) }
        try books.post("\(random)")
        return books
    }

    /// A refund under an id of its own, so that it corrects no earlier one upwards.
    private static func asNewRefund(_ event: OrderEvent) -> OrderEvent? {
        guard let refund = event.refund else { return event }
        return OrderEvent(
            order: event.order, event: event.event, contentDigest: .zero, provenance: nil,
            type: event.type, orderVersion: event.orderVersion, occurredAt: event.occurredAt,
            currency: event.currency,
            refund: Refund(refund: RefundID(unchecked: "new"), scope: refund.scope))
    }

    /// Sums by line and payee over all months.
    static func byAccount(_ sums: [String: Int64]) -> [String: Int64] {
        var totals: [String: Int64] = [:]
        for (key, sum) in sums {
            totals[key.split(separator: " ").dropLast().joined(separator: " "), default: 0] += sum
        }
        return totals.filter { $0.value != 0 }
    }
}
