import MeritAttribution
import MeritCore
import MeritStore

/// Which orders are of one customer. Orders of one customer are judged one after the other, because
/// a purchase makes relations; orders of different customers know nothing of each other.
struct OrderGroups: Sendable {
    private let aliases: CompressedLists<Int64>
    private let orders: CompressedLists<UInt32>
    private let ordersOfClick: [Int64: [UInt32]]

    /// `kinds` is the number of aliases there are.
    init(
        _ store: Store, asOf: Sequence, aliasCount: Int, page: () -> Store.SweepStep
    ) throws(StoreError) {
        var pairs: [SweptPair] = []
        var ofClicks: [Int64: [UInt32]] = [:]
        try store.sweepOrderAliases(asOf: asOf, page: page) { pair in
            pairs.append(pair)
            if pair.right < 0 {
                ofClicks[pair.right, default: []].append(UInt32(truncatingIfNeeded: pair.left))
            }
        }
        let last = Int(pairs.last?.left ?? 0)
        aliases = CompressedLists(count: last + 1, default: 0) { visit in
            for pair in pairs { visit(Int(pair.left), pair.right) }
        }
        orders = CompressedLists(count: aliasCount, default: 0) { visit in
            for pair in pairs where pair.right > 0 {
                visit(Int(pair.right), UInt32(truncatingIfNeeded: pair.left))
            }
        }
        ordersOfClick = ofClicks
    }

    /// The aliases that stand on an order.
    func aliases(of order: Int64, in sweep: Sweep) -> [Alias] {
        aliases[Int(order)].map { sweep.alias($0) }
    }

    /// Every order of a customer, rising: those that have one of its bridges.
    func orders(of customer: OrderCustomer) -> [Int64] {
        var found: Set<UInt32> = []
        for bridge in customer.bridges {
            let number = Sweep.number(of: bridge)
            if number < 0 {
                found.formUnion(ordersOfClick[number] ?? [])
            } else {
                found.formUnion(orders[Int(number)])
            }
        }
        return found.map(Int64.init).sorted()
    }
}
