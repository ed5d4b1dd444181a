import MeritAttribution
package import MeritCore
import MeritStore

extension StaffReport {
    /// The whole report; the same numbers in each format.
    package func rendered(as format: ReportFormat) -> [UInt8] {
        document(.utc).rendered(as: format)
    }

    package func document(_ calendar: BusinessCalendar) -> ReportDocument {
        let labels: [ReportDocument.Column] = [
            .number("staff"), .text("name"), .text("department"), .text("currency"),
        ]
        return ReportDocument(
            .staff, days: days, step: step,
            sections: [
                .init(
                    rowDays: .own,
                    columns: labels + TrafficSums.columns + [.number("orders")]
                        + MoneySums.columns,
                    rows: rows.map(\.row))
            ],
            checks: totals.map(\.check), head: head,
            control: .columns(name: "name", amount: "net"), calendar: calendar)
    }
}

extension StaffReport.Row {
    fileprivate var row: ReportDocument.Row {
        let labels: [ReportDocument.Cell] = [
            .staff(staff), .text(name), .name(department), .text(currency?.code),
        ]
        return ReportDocument.Row(
            days: days, labels + traffic.cells + [.count(orders)] + money.cells)
    }
}
