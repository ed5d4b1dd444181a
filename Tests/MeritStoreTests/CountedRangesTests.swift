import MeritCore
import MeritLedger
import Testing

@testable import MeritStore

struct CountedRangesTests {
    private static func day(_ number: Int) -> CivilDate { CivilDate(daysSince1970: number) }

    private static func days(_ first: Int, _ last: Int) -> DayRange {
        DayRange(first: day(first), last: day(last))
    }

    /// Days from 1 on with their sums.
    private static func numbers(_ sums: Int128...) -> [DayRange: Int] {
        var days: [CivilDate: AmountSum] = [:]
        for (place, sum) in sums.enumerated() { days[day(place + 1)] = AmountSum(sum) }
        return CountedRanges(days).numbers
    }

    @Test func `an order of one day counts there, unless it sums to 0`() {
        #expect(Self.numbers(100) == [Self.days(1, 1): 1])
        #expect(Self.numbers(0, 100) == [Self.days(2, 2): 1])
        #expect(Self.numbers(0).isEmpty)
        #expect(Self.numbers().isEmpty)
    }

    @Test func `an order of two days counts once in both, and not where it was taken back`() {
        let both = [Self.days(1, 1): 1, Self.days(2, 2): 1]
        #expect(Self.numbers(100, -30) == both.merging([Self.days(1, 2): -1]) { $1 })
        #expect(Self.numbers(100, -100) == both.merging([Self.days(1, 2): -2]) { $1 })
    }

    @Test(arguments: 0..<20)
    func `the numbers within any days sum to 1 where the order counts, else to 0`(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        var sums: [CivilDate: AmountSum] = [:]
        for _ in 0..<Int.random(in: 0...9, using: &random) {
            let place = Int.random(in: -4...14, using: &random)
            sums[Self.day(place)] = AmountSum(Int128.random(in: -2...2, using: &random))
        }
        let numbers = CountedRanges(sums).numbers
        for first in -6...16 {
            for last in first...16 {
                let days = Self.days(first, last)
                let sum = sums.filter { days.first <= $0.key && $0.key <= days.last }.values.total()
                let within = numbers.filter {
                    days.first <= $0.key.first && $0.key.last <= days.last
                }
                #expect(
                    within.values.reduce(0, +) == (sum == .zero ? 0 : 1),
                    "seed \(seed), days \(first) to \(last)")
            }
        }
    }

    @Test func `a range is made of whole weeks and of days, each day once`() {
        for first in -20...20 {
            for last in first...(first + 45) {
                let pieces = DayPieces(Self.days(first, last))
                let parts = [pieces.before, pieces.weeks, pieces.behind].flatMap { piece in
                    Array(
                        piece.first
                            .daysSince1970..<max(
                                piece.first.daysSince1970, piece.last.daysSince1970 + 1))
                }
                #expect(parts == Array(first...last))
                let weeks = pieces.weeks
                guard weeks.first <= weeks.last else { continue }
                #expect(Grain.week.start(weeks.first) == weeks.first)
                #expect(Grain.week.start(weeks.last.advanced(by: 1)) == weeks.last.advanced(by: 1))
                // What is left over is shorter than a week.
                #expect(pieces.before.last.daysSince1970 - pieces.before.first.daysSince1970 < 6)
                #expect(pieces.behind.last.daysSince1970 - pieces.behind.first.daysSince1970 < 6)
            }
        }
    }
}
