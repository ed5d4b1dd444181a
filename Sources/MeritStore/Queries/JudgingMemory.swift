import MeritAttribution
import MeritCore

/// What judgements as of one position found out, for those that follow at the same position: in the
/// same snapshot or in another one.
///
/// Its identity: the orders judged in one append.
final class JudgingMemory {
    let position: JudgingPosition
    let bindings = BindingMemory()
    /// What orders are to their customers' relations, by the number of the order; nil where an
    /// order is no purchase. Of an order judged meanwhile, what its new decision makes of it.
    private var purchases: [Int64: Purchase?] = [:]

    /// How many orders are remembered; beyond, those that were only looked up are forgotten.
    private static let purchasesMax = 100_000
    private var decided: Set<Int64> = []

    init(_ position: JudgingPosition) { self.position = position }

    /// What an order is to its customer's relation, as `ask` tells it the first time.
    func purchase(
        of order: Int64, _ ask: () throws(StoreError) -> Purchase?
    ) throws(StoreError) -> Purchase? {
        if let known = purchases[order] { return known }
        if purchases.count - decided.count >= Self.purchasesMax {
            purchases = purchases.filter { decided.contains($0.key) }
        }
        let found = try ask()
        purchases[order] = .some(found)
        return found
    }

    /// From here on an order is what a decision that is not recorded yet makes of it.
    func note(_ purchase: Purchase?, of order: Int64) {
        purchases[order] = .some(purchase)
        decided.insert(order)
    }
}
