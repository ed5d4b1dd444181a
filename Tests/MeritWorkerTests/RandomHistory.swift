import BooksFixture
import MeritCore
import SeededRandom

/// Touches, orders, edits, refunds and cancellations in any order, with repetitions.
struct RandomHistory {
    private var orders: [String] = []
    private var count = 0
    private var sent: [any Fact] = []

    mutating func next(using random: inout SplitMix) -> [any Fact] {
        count += 1
        let at = Story.begin.advanced(by: .hours(Int64(random.next() % 1_400)))
        let customer = random.next() % 6
        let fact: any Fact
        switch random.next() % 6 {
        case 0, 1:
            fact = Story.touch(
                "t\(count)", by: random.next() % 2 == 0 ? 1_001 : 1_002, customer: customer, at: at)
        case 2, 3:
            orders.append("O\(count)")
            fact = Story.paid(
                "O\(count)", customer: customer, at: at,
                amounts: (0...random.next() % 3).map { _ in Int64(random.next() % 20_000) })
        case 4:
            let order = orders.randomElement(using: &random) ?? "O0"
            fact = Story.refunded(
                order, "R\(random.next() % 3)", line: "\(1 + random.next() % 3)",
                amount: Int64(random.next() % 9_000), at: at, version: 2 + random.next() % 9)
        default:
            let order = orders.randomElement(using: &random) ?? "O0"
            fact = Story.paid(
                order, customer: customer, at: at,
                amounts: (0...random.next() % 3).map { _ in Int64(random.next() % 20_000) },
                version: 2 + random.next() % 9)
        }
        sent.append(fact)
        guard random.next() % 5 == 0, let again = sent.randomElement(using: &random) else {
            return [fact]
        }
        return [fact, again]
    }
}
