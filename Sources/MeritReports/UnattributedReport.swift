import MeritAttribution
import MeritCore
import MeritLedger
import MeritStore

/// Orders whose money is nobody's, with the reason.
enum UnattributedReport {
    static func make(
        from store: Store, days: DayRange
    ) throws(ReportFault) -> ReportDocument {
        let directory = store.directory
        let found = try reading { () throws(StoreError) in
            try store.unattributedOrders(on: days, limit: ReportRequest.rowsMax + 1)
        }
        let orders = try limited(found.content)
        var sums: [Currency: AmountSum] = [:]
        for order in orders { sums[order.currency, default: .zero] += order.amount }
        return ReportDocument(
            .unattributed, days: days,
            sections: [
                .init(
                    columns: [
                        .text("shop"), .text("order_id"), .text("judged_at"), .text("store"),
                        .text("policy"), .text("reason"), .text("reject_reason"),
                        .text("currency"), .number("amount"),
                    ], rows: orders.map { row(of: $0, directory) })
            ],
            checks: found.basis.totals(unattributed: sums).map(\.check),
            head: ReportHead(found.basis), calendar: directory.calendar)
    }

    private static func row(
        of order: UnattributedOrder, _ directory: Directory
    ) -> ReportDocument.Row {
        let decision = order.decision.decision
        let miss = directory.policies.policy(decision.policy).flatMap {
            decision.nearestMiss(under: $0, in: directory)
        }
        return ReportDocument.Row([
            .text(order.order.shop.value), .text(order.order.order.value),
            .time(decision.judgedAt), .name(decision.store), .text(decision.policy.value),
            .text(reason(of: decision, miss)), .text(miss?.candidate.rejection?.name),
            .text(order.currency.code), .amount(order.amount),
        ])
    }

    private static func reason(of decision: Decision, _ miss: NearestMiss?) -> String {
        if let miss { return miss.text }
        if decision.occasion == .adjustment { return "adjusted" }
        let isShared = decision.shares.contains { $0.payee != .unattributed }
        return isShared ? "taken from nobody by a later decision" : "no candidate"
    }
}
