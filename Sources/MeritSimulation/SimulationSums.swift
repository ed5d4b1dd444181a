import MeritCore

/// Sums of simulated orders, the same whatever order they come in.
struct SimulationSums: Sendable {
    struct Key: Hashable, Sendable {
        let currency: Currency
        let staff: StaffNumber
        let department: DepartmentCode?
    }

    struct Change: Sendable {
        var before: Int128 = 0
        var after: Int128 = 0
    }

    private(set) var changes: [Key: Change] = [:]
    private(set) var orders = 0
    private(set) var movedCount = 0
    private(set) var undecided = 0
    private(set) var adjusted = 0
    private(set) var moved: [SimulatedOrder] = []

    mutating func add(_ outcome: GroupSimulation.Outcome) {
        orders += outcome.orders.count
        undecided += outcome.undecided
        adjusted += outcome.adjusted
        for order in outcome.orders { add(order) }
    }

    /// Adds what a sweep came to. `orders` tells of orders by their numbers what the sweep does not
    /// say of those that move most.
    mutating func add(
        _ quick: [QuickSums],
        _ orders: ([Int64]) throws(SimulationFailure) -> [SimulatedOrder]
    ) throws(SimulationFailure) {
        for sums in quick {
            self.orders += sums.orders
            undecided += sums.undecided
            adjusted += sums.adjusted
            movedCount += sums.movedCount
            for (place, key) in sums.keys.enumerated() {
                guard sums.before[place] != 0 || sums.after[place] != 0 else { continue }
                changes[key, default: Change()].before += sums.before[place]
                changes[key, default: Change()].after += sums.after[place]
            }
        }
        let most = quick.flatMap(\.moved).sorted().prefix(Simulation.movedMax)
        moved += try orders(most.map(\.number))
    }

    private mutating func add(_ order: SimulatedOrder) {
        for amount in order.before.amounts {
            changes[key(order, amount), default: Change()].before += Int128(amount.amount.value)
        }
        for amount in order.after.amounts {
            changes[key(order, amount), default: Change()].after += Int128(amount.amount.value)
        }
        guard order.moved > 0 else { return }
        movedCount += 1
        moved.append(order)
        if moved.count >= 4 * Simulation.movedMax { moved = mostMoved }
    }

    private func key(_ order: SimulatedOrder, _ amount: SimulatedOrder.Amount) -> Key {
        Key(currency: order.currency, staff: amount.staff, department: amount.department)
    }

    /// The orders with the most money at stake, at most `movedMax`; equal ones in the
    /// order the journal first named them.
    var mostMoved: [SimulatedOrder] {
        let sorted = moved.sorted { left, right in
            left.moved == right.moved ? left.number < right.number : left.moved > right.moved
        }
        return Array(sorted.prefix(Simulation.movedMax))
    }
}
