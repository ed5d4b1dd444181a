import MeritAttribution
import MeritCore
import MeritJournal
import MeritOrders

extension Applier {
    /// What a change of the directory, which it does not have yet, means for judgements.
    func evidence(of change: DirectoryChange) -> DirectoryEvidence? {
        let directory = memory.directory
        switch change {
        case .staff(let row):
            return DirectoryEvidence(
                of: row, over: directory.timeline(of: row.staff), in: directory)
        case .department(let row):
            return DirectoryEvidence(of: row, over: directory.timeline(of: row.department))
        case .staffRevocation(let row):
            return DirectoryEvidence(revocationOf: row.staff, at: row.recordedAt)
        case .link(let row): return DirectoryEvidence(creationOf: row.link)
        case .linkRevocation(let row):
            if directory.revokedAt(row.link) != nil { return nil }
            return DirectoryEvidence(revocationOf: row.link, at: row.recordedAt)
        case .shop, .person, .policy, .key, .calendar, .identity, .adjustment, .rerun,
            .closeProposal, .closing, .split, .keyIssue:
            return nil
        }
    }

    /// An order that is credited to somebody who becomes a house account, or was one.
    struct CreditedOrder {
        let order: OrderRecord
        let state: OrderState
        let judged: Decision
        let purchase: Purchase?
    }

    /// What the orders that a change of the directory may unmake as purchases are before it.
    func purchases(
        creditedTo change: DirectoryEvidence
    ) throws(StoreError) -> [CreditedOrder] {
        guard let staff = change.turned, memory.hasRelations else { return [] }
        let found = try ExaminedRows.orders(ExaminedKey(staff), from: change.from, connection)
        var credited: [CreditedOrder] = []
        for number in Set(found).sorted() {
            guard let order = try OrderRecord.find(number, connection),
                let judged = try judgedDecision(on: order),
                let state = try order.state(through: .last, connection)
            else { continue }
            credited.append(
                CreditedOrder(
                    order: order, state: state, judged: judged,
                    purchase: purchase(state, judged)))
        }
        return credited
    }

    /// Judges again the orders whose decision looked up what changed, and those behind a purchase
    /// that is none any more, or is one now.
    mutating func directoryChanged(
        _ change: DirectoryEvidence, credited: [CreditedOrder], by evidence: Evidence
    ) throws(StoreError) {
        var orders: Set<Int64> = []
        for key in change.keys {
            orders.formUnion(try ExaminedRows.orders(key, from: change.from, connection))
        }
        try judgeAgain(orders.sorted(), by: evidence)
        for order in credited {
            try purchaseChanged(
                PurchaseChange(
                    order.order, from: order.purchase, to: purchase(order.state, order.judged)),
                by: evidence, .waitingToo)
        }
    }

    /// A decision that is read back was made as of a position: what the directory learned since,
    /// and the decision looked up, judges its order again.
    mutating func examine(
        _ decision: Decision, of order: OrderRecord, _ record: Record
    ) throws(StoreError) {
        guard let news = try news(since: decision.asOf),
            let latestAt = try OrderRecord.find(order.number, connection)?.examinedAt,
            let cause = news.latest(under: decision.examined.keys, upTo: latestAt)
        else { return }
        try judgeAgain(
            order.number,
            by: Evidence(cause: cause, recordedAt: record.time, origin: .business))
    }

    /// Nil where the directory learned nothing since.
    mutating func news(since asOf: Sequence) throws(StoreError) -> DirectoryNews? {
        guard memory.latestDirectoryRow > asOf else { return nil }
        if let directoryNews, directoryNews.asOf == asOf,
            directoryNews.through == memory.latestDirectoryRow
        {
            return directoryNews
        }
        let news = try DirectoryNews(
            since: asOf, through: memory.latestDirectoryRow, memory.directory, connection)
        directoryNews = news
        return news
    }
}
