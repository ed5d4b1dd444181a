import MeritAttribution
import MeritCore
import MeritLedger
import MeritStore

/// Refunds and cancellations that fell on people who had left by then: somebody has to settle them.
enum LeaverReversalReport {
    static func make(
        from store: Store, days: DayRange
    ) throws(ReportFault) -> ReportDocument {
        let directory = store.directory
        let found = try reading { () throws(StoreError) in
            try store.reversals(on: days, limit: ReportRequest.rowsMax + 1) { entry in
                directory.employment(of: entry.staff, at: entry.at) == .notEmployed
            }
        }
        let entries = try limited(found.content.entries)
        return ReportDocument(
            .leaverReversals, days: days,
            sections: [
                .init(
                    columns: [
                        .number("staff"), .text("name"), .text("department"), .text("left_at"),
                        .number("entry"), .text("shop"), .text("order_id"), .text("line_id"),
                        .text("at"), .text("period"), .text("currency"), .number("amount"),
                    ],
                    rows: entries.sorted { ($0.staff, $0.number) < ($1.staff, $1.number) }
                        .map { row(of: $0, directory) })
            ],
            checks: found.basis.totals().map(\.check) + checks(found.content, entries),
            head: ReportHead(found.basis), calendar: directory.calendar)
    }

    private static func row(
        of entry: LedgerEntry, _ directory: Directory
    ) -> ReportDocument.Row {
        let staff = directory.staff(entry.staff, at: entry.at)
        let name = staff?.name ?? ""
        return ReportDocument.Row([
            .staff(entry.staff), .text(name.isEmpty ? nil : name), .name(entry.department),
            .time(staff?.employedTo), .number(Int128(entry.number)),
            .text(entry.order.shop.value), .text(entry.order.order.value),
            .text(entry.line.value), .time(entry.at), .text(entry.period.description),
            .text(entry.currency.code), .amount(entry.amount),
        ])
    }

    /// All reversals of the days are those of leavers and those of others.
    private static func checks(
        _ figures: ReversalFigures, _ listed: [LedgerEntry]
    ) -> [ControlCheck] {
        figures.totals.map { total in
            let own = listed.filter { $0.currency == total.currency }
            let leavers = own.map { AmountSum($0.amount) }.total()
            return ControlCheck(
                currency: total.currency, whole: .init("reversals", total.amount),
                parts: [
                    .init("of_leavers", leavers),
                    .init("of_others", figures.others[total.currency] ?? .zero),
                ])
        }
    }
}
