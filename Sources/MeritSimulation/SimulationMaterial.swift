import MeritAttribution
import MeritCore
import MeritOrders
import MeritStore

/// What a simulation's threads share, none of which changes.
struct SimulationMaterial: Sendable {
    let sweep: Sweep
    let groups: OrderGroups
    /// Numbers of the orders that may have been created in the days asked for, rising.
    let orders: [Int64]
    let created: Range<Timestamp>
    let group: GroupSimulation

    /// Judges the orders at these places, each with the other orders of its customer: the first of
    /// a customer's orders brings them all, the others find themselves done.
    func simulated(_ places: Range<Int>) throws(StoreError) -> GroupSimulation.Outcome {
        var outcome = GroupSimulation.Outcome()
        for place in places {
            let number = orders[place]
            var graph = CustomerGraph(settings: group.directory.identity, lookup: sweep)
            let customer = graph.customer(ofOrder: groups.aliases(of: number, in: sweep))
            let members = customer.bridges.isEmpty ? [number] : groups.orders(of: customer)
            guard members.first(where: isAsked) == number else { continue }
            let found = try group.run(
                group.store.sweptOrders(members, asOf: sweep.asOf), &graph,
                aliases: { groups.aliases(of: $0, in: sweep) }, isSimulated: isSimulated)
            outcome.orders += found.orders
            outcome.undecided += found.undecided
            outcome.adjusted += found.adjusted
        }
        return outcome
    }

    private func isSimulated(_ order: SweptOrder) -> Bool {
        order.state.createdAt.map(created.contains) ?? false
    }

    private func isAsked(_ number: Int64) -> Bool {
        var low = 0
        var high = orders.count
        while low < high {
            let middle = (low + high) / 2
            if orders[middle] < number { low = middle + 1 } else { high = middle }
        }
        return low < orders.count && orders[low] == number
    }
}
