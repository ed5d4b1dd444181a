import MeritCore
package import MeritJSON
import MeritLedger

extension StaffReport {
    /// The whole report; the same numbers in each format.
    package func rendered(as format: ReportFormat) -> [UInt8] {
        switch format {
        case .table: return Array(table.utf8)
        case .csv: return csv
        case .json:
            var writer = JSONWriter(.pretty)
            write(to: &writer)
            writer.endLine()
            return writer.take()
        }
    }

    /// The numbers of a row in the order of their columns.
    private static let numberColumns = [
        "clicks_raw", "clicks_human", "visitors", "contacts_added", "first_messages", "orders",
        "credit", "reversals", "adjustments", "net",
    ]

    // MARK: JSON

    /// One object: the question, `rows`, `totals`, `head`.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("report", "staff")
            writer.member("from", days.first.description)
            writer.member("to", days.last.description)
            writer.member("by", step?.rawValue)
            writer.array("rows", rows) { $0.write($1) }
            writer.array("totals", totals) { $0.write($1) }
            writer.member(head)
        }
    }

    // MARK: CSV

    /// Rows of section `row`, then per currency four of section `control`: its amount stands under
    /// `net`, its name says which total it is.
    private var csv: [UInt8] {
        var writer = CSVWriter()
        writer.row(
            ["section", "from", "to", "staff", "name", "department", "currency"]
                + Self.numberColumns)
        for row in rows { writer.add(row) }
        for total in totals {
            for named in total.named {
                writer.text("control")
                writer.text(days.first.description)
                writer.text(days.last.description)
                writer.text(nil)
                writer.text(named.name)
                writer.text(nil)
                writer.text(total.currency.code)
                for _ in Self.numberColumns.dropLast() { writer.text(nil) }
                writer.amount(named.amount)
                writer.endRow()
            }
        }
        return writer.bytes
    }

    // MARK: Table

    private var table: String {
        let steps: [TextTable.Column] = step == nil ? [] : [.init("from"), .init("to")]
        let labels: [TextTable.Column] = [
            .init("staff", .right), .init("name"), .init("department"), .init("currency"),
        ]
        var table = TextTable(
            columns: steps + labels + Self.numberColumns.map { .init($0, .right) })
        for row in rows {
            let days = step == nil ? [] : [row.days.first.description, row.days.last.description]
            let name = row.staff == .unattributed ? "(unattributed)" : row.name ?? ""
            table.add(
                row: days + [
                    "\(row.staff.value)", name, row.department?.value ?? "",
                    row.currency?.code ?? "",
                ] + row.numbers)
        }
        var sums = TextTable(
            columns: [.init("currency")]
                + ["net_base", "credited", "unattributed", "difference"].map { .init($0, .right) })
        for total in totals {
            sums.add(row: [total.currency.code] + total.named.map { "\($0.amount.value)" })
        }
        return """
            Staff, \(days.first) to \(days.last), money in minor units

            \(table.text)
            Control totals

            \(sums.text)
            Of \(head.text)

            """
    }
}

extension StaffReport.Row {
    /// In the order of the number columns.
    fileprivate var numbers: [String] {
        let counts = [
            traffic.clicksRaw, traffic.clicksHuman, traffic.visitors, traffic.contactsAdded,
            traffic.firstMessages, orders,
        ]
        let amounts = [money.credit, money.reversals, money.adjustments, money.net]
        return counts.map(String.init) + amounts.map { String($0.value) }
    }
}

extension CSVWriter {
    fileprivate mutating func add(_ row: StaffReport.Row) {
        text("row")
        text(row.days.first.description)
        text(row.days.last.description)
        number(row.staff.value)
        text(row.name)
        text(row.department?.value)
        text(row.currency?.code)
        number(row.traffic.clicksRaw)
        number(row.traffic.clicksHuman)
        number(row.traffic.visitors)
        number(row.traffic.contactsAdded)
        number(row.traffic.firstMessages)
        number(row.orders)
        amount(row.money.credit)
        amount(row.money.reversals)
        amount(row.money.adjustments)
        amount(row.money.net)
        endRow()
    }
}

extension ControlTotals {
    fileprivate struct Named {
        let name: String
        let amount: MinorAmount
    }

    /// The four totals in their order.
    fileprivate var named: [Named] {
        [
            Named(name: "net_base", amount: netBase), Named(name: "credited", amount: credited),
            Named(name: "unattributed", amount: unattributed),
            Named(name: "difference", amount: difference),
        ]
    }
}

extension JSONWriter {
    fileprivate mutating func write(_ row: StaffReport.Row) {
        object { writer in
            writer.member("from", row.days.first.description)
            writer.member("to", row.days.last.description)
            writer.member("staff", row.staff.value)
            writer.member("name", row.name)
            writer.member("department", row.department?.value)
            writer.member("currency", row.currency?.code)
            writer.member("clicks_raw", row.traffic.clicksRaw)
            writer.member("clicks_human", row.traffic.clicksHuman)
            writer.member("visitors", row.traffic.visitors)
            writer.member("contacts_added", row.traffic.contactsAdded)
            writer.member("first_messages", row.traffic.firstMessages)
            writer.member("orders", row.orders)
            writer.member("credit", row.money.credit.value)
            writer.member("reversals", row.money.reversals.value)
            writer.member("adjustments", row.money.adjustments.value)
            writer.member("net", row.money.net.value)
        }
    }

    fileprivate mutating func write(_ total: ControlTotals) {
        object { writer in
            writer.member("currency", total.currency.code)
            for named in total.named { writer.member(named.name, named.amount.value) }
        }
    }
}
