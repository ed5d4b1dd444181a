import MeritCore
import MeritLedger

/// In which ranges of days an order counts that has entries on some days: those whose entries do
/// not sum to 0.
///
/// Such counts do not add up over days: an order that is paid on one day and returned in part on
/// another counts on each of them, and once in a range of both. So each of its ranges, from one of
/// its days to another, gets a number, and the numbers of all ranges that lie within a report's
/// days sum to 1 where the order counts in it, to 0 where it does not. Numbers of many orders are
/// added. An order whose entries are all of one day has one range, that day, with number 1.
struct CountedRanges {
    /// Never 0.
    let numbers: [DayRange: Int]

    /// Of the sums of an order's entries by day.
    init(_ sums: [CivilDate: AmountSum]) {
        let sums = sums.filter { $0.value != .zero }.sorted { $0.key < $1.key }
        var counting = Counting(days: sums.map(\.key))
        for day in sums.indices {
            // Of days that follow each other there is one more than of pairs of neighbours.
            counting.add(1, day, day)
            counting.add(-1, day, day + 1)
        }
        // Days between two equal running sums sum to 0.
        var running = AmountSum.zero
        var starts: [AmountSum: [Int]] = [running: [0]]
        for (day, sum) in sums.map(\.value).enumerated() {
            running += sum
            for start in starts[running] ?? [] { counting.leaveOut(start, day) }
            starts[running, default: []].append(day + 1)
        }
        numbers = counting.numbers.filter { $0.value != 0 }
    }

    /// Numbers while they are made; days are named by their place among the order's.
    private struct Counting {
        let days: [CivilDate]
        var numbers: [DayRange: Int] = [:]

        init(days: [CivilDate]) { self.days = days }

        /// Does nothing where the order has no such days.
        mutating func add(_ number: Int, _ first: Int, _ last: Int) {
            guard days.indices.contains(first), days.indices.contains(last) else { return }
            numbers[DayRange(first: days[first], last: days[last]), default: 0] += number
        }

        /// The order does not count in a report that holds just these of its days.
        mutating func leaveOut(_ first: Int, _ last: Int) {
            add(-1, first, last)
            add(1, first - 1, last)
            add(1, first, last + 1)
            add(-1, first - 1, last + 1)
        }
    }
}
