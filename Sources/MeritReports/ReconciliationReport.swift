import MeritAttribution
import MeritCore
import MeritLedger
import MeritOrders
import MeritStore

/// What the shops say of the orders created on some days, against what was posted on them: where
/// more was refunded than there was, and whether the entries are the net base.
struct ReconciliationReport {
    private let policies: PolicyBook
    private var rows: [ReportDocument.Row] = []
    private var sums: [Currency: Sums] = [:]

    /// Orders read in one snapshot.
    private static let pageSize = 2_000

    /// All of them over the orders of a currency.
    private struct Sums {
        var gross = AmountSum.zero
        var refunded = AmountSum.zero
        var notCredited = AmountSum.zero
        var netBase = AmountSum.zero
        var posted = AmountSum.zero
        var toPost = AmountSum.zero
        var provisional = AmountSum.zero
        var unjudged = AmountSum.zero
    }

    static func make(
        from store: Store, days: DayRange
    ) throws(ReportFault) -> ReportDocument {
        var report = ReconciliationReport(policies: store.directory.policies)
        var place: Int64? = 0
        while let from = place {
            let page = try reading { () throws(StoreError) in
                try store.reconciledOrders(createdOn: days, after: from, limit: pageSize)
            }
            for order in page.orders { report.add(order) }
            _ = try limited(report.rows)
            place = page.next
        }
        let basis = try reading { () throws(StoreError) in try store.reportBasis(on: days) }
        return report.document(basis, store.directory.calendar)
    }

    init(policies: PolicyBook) { self.policies = policies }

    mutating func add(_ order: ReconciledOrder) {
        let state = order.state
        let net = state.net(at: Timestamp(milliseconds: .max))
        let gross = state.lines.map { AmountSum($0.amount) }.total() + AmountSum(state.freight)
        let left = net.lines.map { AmountSum($0.net) }.total() + AmountSum(net.freight)
        let base = netBase(of: order, net)
        var sums = sums[state.currency] ?? Sums()
        sums.gross += gross
        sums.refunded += gross - left
        sums.notCredited += left - base
        sums.netBase += base
        sums.posted += order.posted
        switch (order.posting, order.policy, order.bookedAt) {
        case (.due, _, _): sums.toPost += base - order.posted
        case (.done, nil, _): sums.unjudged += base
        case (.done, _?, nil): sums.provisional += base
        case (.done, _?, _?):
            if order.posted != base { note("entries_differ", on: order, nil, order.posted - base) }
        }
        self.sums[state.currency] = sums
        for excess in net.excess {
            note("refund_exceeds_line", on: order, excess.scope.lineID, AmountSum(excess.amount))
        }
    }

    private func netBase(of order: ReconciledOrder, _ net: NetAmounts) -> AmountSum {
        let policy =
            order.policy.flatMap { policies.policy($0) }
            ?? order.state.createdAt.flatMap { policies.inForce(createdAt: $0) }
        return net.base(policy?.creditBase ?? .goods, excluding: policy?.excludedCategories ?? [])
            .map { AmountSum($0.amount) }.total()
    }

    private mutating func note(
        _ finding: String, on order: ReconciledOrder, _ line: String?, _ amount: AmountSum
    ) {
        let key = order.state.order
        rows.append(
            ReportDocument.Row([
                .text(finding), .text(key.shop.value), .text(key.order.value), .text(line),
                .time(order.state.createdAt), .text(order.state.currency.code), .amount(amount),
            ]))
    }

    func document(
        _ basis: ReportBasis, _ calendar: BusinessCalendar
    ) -> ReportDocument {
        let checks = sums.sorted { $0.key < $1.key }.flatMap { currency, sums in
            [
                ControlCheck(
                    currency: currency, whole: .init("gross", sums.gross),
                    parts: [
                        .init("refunded", sums.refunded),
                        .init("not_credited", sums.notCredited),
                        .init("orders_net_base", sums.netBase),
                    ]),
                ControlCheck(
                    currency: currency, whole: .init("orders_net_base", sums.netBase),
                    parts: [
                        .init("posted", sums.posted), .init("to_post", sums.toPost),
                        .init("provisional", sums.provisional),
                        .init("unjudged", sums.unjudged),
                    ]),
            ]
        }
        return ReportDocument(
            .reconciliation, days: basis.days,
            sections: [
                .init(
                    columns: [
                        .text("finding"), .text("shop"), .text("order_id"), .text("line_id"),
                        .text("created_at"), .text("currency"), .number("amount"),
                    ], rows: rows)
            ],
            checks: basis.totals().map(\.check) + checks, head: ReportHead(basis),
            calendar: calendar)
    }
}
