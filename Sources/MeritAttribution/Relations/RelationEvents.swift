import MeritCore
import MeritOrders

/// The events of a customer's relation in their order: by time; at one moment touches, hand-overs,
/// deletions, purchases; then by id. Each list is in its own order already, so this is one pass.
struct RelationEvents: IteratorProtocol {
    /// An event, by its place in its list.
    enum Event: Hashable {
        case touch(Int)
        case handOver(Int)
        case deletion(Int)
        case purchase(Int)
    }

    let touches: [CaseTouch]
    let handOvers: [CaseHandOver]
    let deletions: [CaseDeletion]
    let purchases: [Purchase]
    private var touch = 0
    private var handOver = 0
    private var deletion = 0
    private var purchase = 0

    /// What lies at or before the judging instant of the case; of purchases, only those of orders
    /// that are judged before it. `touches` are those of the case, by time, then id.
    init(_ subject: JudgingCase, _ touches: [CaseTouch], at judgedAt: Timestamp) {
        self.touches = touches
        handOvers = subject.handOvers.filter { $0.at <= judgedAt }
            .sortedUnlessSorted(by: CaseHandOver.isEarlier)
        deletions = subject.deletions.filter { $0.at <= judgedAt }
            .sortedUnlessSorted(by: CaseDeletion.isEarlier)
        let order = (judgedAt: judgedAt, order: subject.order.order)
        purchases = subject.purchases
            .filter {
                $0.at <= judgedAt
                    && Purchase.isJudgedEarlier((judgedAt: $0.judgedAt, order: $0.order), order)
            }
            .sortedUnlessSorted(by: Purchase.isEarlier)
        end = judgedAt
    }

    private let end: Timestamp

    mutating func next() -> Event? {
        var best: (at: Timestamp, event: Event)?
        func offer(_ at: Timestamp, _ event: Event) {
            // Of one moment what was offered before stays.
            if let best, best.at <= at { return }
            best = (at, event)
        }
        if touch < touches.count, touches[touch].at <= end {
            offer(touches[touch].at, .touch(touch))
        }
        if handOver < handOvers.count { offer(handOvers[handOver].at, .handOver(handOver)) }
        if deletion < deletions.count { offer(deletions[deletion].at, .deletion(deletion)) }
        if purchase < purchases.count { offer(purchases[purchase].at, .purchase(purchase)) }
        switch best?.event {
        case .touch: touch += 1
        case .handOver: handOver += 1
        case .deletion: deletion += 1
        case .purchase: purchase += 1
        case nil: break
        }
        return best?.event
    }
}

extension Purchase {
    /// By time, then the order's key.
    static func isEarlier(_ left: Purchase, _ right: Purchase) -> Bool {
        left.at == right.at ? left.order < right.order : left.at < right.at
    }
}
