import MeritAttribution
import MeritCore
import MeritJournal
import MeritOrders

/// What happened to an order as an event of its customer's relation.
struct PurchaseChange {
    let order: OrderRecord
    /// What the order was taken for and is no longer, or is now and was not; empty: no difference.
    let purchases: [Purchase]
    /// The customer that the order had, by its bridges; only where it may have another one now.
    let former: [Alias]

    init(_ order: OrderRecord, from before: Purchase?, to after: Purchase?) {
        self.order = order
        purchases = before == after ? [] : [before, after].compactMap(\.self)
        former = []
    }

    /// The order has another customer, perhaps: the former one loses what the present one gets.
    init(_ order: OrderRecord, from before: Purchase?, to after: Purchase?, leaving: [Alias]) {
        self.order = order
        purchases = [before, after].compactMap(\.self)
        former = leaving
    }
}

/// Which later orders of a customer have to know of a purchase.
enum PurchaseNews {
    /// Those that are decided, and those whose judgement is on its way.
    case waitingToo
    /// Judgements on their way know it: they were made behind the decision that made it, at the
    /// same position.
    case decidedOnly
}

extension Applier {
    private static let judgedDecision = Query(
        "decisions.lastJudged",
        """
        SELECT sequence FROM decisions WHERE order_number = ? AND occasion <> 4
        ORDER BY sequence DESC LIMIT 1
        """)

    /// The order's last decision that is no adjustment, where somebody's relation may rest on it.
    func judgedDecision(on order: OrderRecord) throws(StoreError) -> Decision? {
        guard memory.hasRelations, let inForce = order.decision else { return nil }
        let judged =
            order.adjusted == nil
            ? inForce
            : try connection(Self.judgedDecision).first(order.number) { $0.sequence(0) }
        guard let judged else { return nil }
        return try DecisionRow.find(judged, connection)?.decision
    }

    /// What an order is to its customer's relation.
    func purchase(_ state: OrderState, _ decision: Decision) -> Purchase? {
        memory.directory.policies.policy(decision.policy).flatMap {
            Purchase.of(state, judgedBy: decision, policy: $0, directory: memory.directory)
        }
    }

    /// The bridges of the customer with these aliases, as all facts up to `asOf` make it.
    func customer(with aliases: [Alias], _ asOf: Sequence) throws(StoreError) -> [Alias] {
        var search = CustomerSearch(connection, memory.directory.identity, asOf: asOf)
        return try search.customers(of: aliases).flatMap(\.bridges)
    }

    /// The customer's orders behind the place where the purchase was, or is, are judged again.
    mutating func purchaseChanged(
        _ change: PurchaseChange, by evidence: Evidence, _ news: PurchaseNews
    ) throws(StoreError) {
        guard let at = change.purchases.map(\.at).min(), at <= memory.latestInstant,
            let first = change.purchases.min(by: {
                Purchase.isJudgedEarlier(($0.judgedAt, $0.order), ($1.judgedAt, $1.order))
            })
        else { return }
        let orders = OrderSearch(connection: connection)
        let present = try customer(
            with: try orders.aliases(on: change.order.number), evidence.cause)
        let found = try orders.orders(holding: Set(present + change.former), from: at)
        for number in found where number != change.order.number {
            if try isLater(number, than: first, news) { try judgeAgain(number, by: evidence) }
        }
    }

    private func isLater(
        _ number: Int64, than purchase: Purchase, _ news: PurchaseNews
    ) throws(StoreError) -> Bool {
        guard let order = try OrderRecord.find(number, connection) else { return false }
        let pending = try PendingRow.find(number, connection)
        if news == .decidedOnly, pending != nil { return false }
        return [order.judgedAt, pending?.judgedAt].compactMap(\.self).contains { judgedAt in
            Purchase.isJudgedEarlier(
                (purchase.judgedAt, purchase.order), (judgedAt, order.order))
        }
    }
}
