import MeritCore

/// What judging a sweep came to: sums by payee, and the orders that move most.
struct QuickSums: Sendable {
    var orders = 0
    var undecided = 0
    var adjusted = 0
    var movedCount = 0
    /// Orders that are judged from the store.
    var unclear: [Int64] = []
    private(set) var keys: [SimulationSums.Key]
    private(set) var before: [Int128]
    private(set) var after: [Int128]
    private(set) var moved: [Moved] = []
    private var places: [SimulationSums.Key: Int] = [:]
    /// What an order has to move to be among the first.
    private var least: Int128 = 0

    struct Moved: Sendable, Comparable {
        let amount: Int128
        let number: Int64

        /// By what moves, the most first; equal ones in the order the journal first named them.
        static func < (left: Moved, right: Moved) -> Bool {
            left.amount == right.amount
                ? left.number < right.number : left.amount > right.amount
        }
    }

    init(_ keys: [SimulationSums.Key]) {
        self.keys = keys
        before = Array(repeating: 0, count: keys.count)
        after = before
        for (place, key) in keys.enumerated() { places[key] = place }
    }

    mutating func place(of key: SimulationSums.Key) -> Int {
        if let place = places[key] { return place }
        places[key] = keys.count
        keys.append(key)
        before.append(0)
        after.append(0)
        return keys.count - 1
    }

    mutating func addBefore(_ amount: Int64, at place: Int) { before[place] += Int128(amount) }
    mutating func addAfter(_ amount: Int64, at place: Int) { after[place] += Int128(amount) }

    mutating func move(_ amount: Int128, of number: Int64) {
        movedCount += 1
        guard amount >= least else { return }
        moved.append(Moved(amount: amount, number: number))
        if moved.count >= 4 * Simulation.movedMax { keepMost() }
    }

    mutating func keepMost() {
        moved.sort()
        moved.removeLast(max(0, moved.count - Simulation.movedMax))
        if moved.count == Simulation.movedMax { least = moved.last?.amount ?? 0 }
    }
}
