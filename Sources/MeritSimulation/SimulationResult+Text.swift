import MeritCore
import MeritJSON
import MeritLedger
package import MeritReports

extension SimulationResult {
    /// The whole result; the same numbers in each format.
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

    // MARK: Table

    private var table: String {
        """
        Policy \(draft) over orders created \(days.first) to \(days.last), money in minor units; \
        nothing was written

        \(staffTable.text)
        Departments

        \(departmentTable.text)
        Orders that move most, of \(movedCount) that move and \(orders) in all

        \(movedTable.text)
        Control totals

        \(totalsTable.text)
        \(leftOut)
        """
    }

    private var leftOut: String {
        """
        Left as they are: \(adjusted) orders that people adjusted, \(undecided) without a judging \
        instant. Of journal \(asOf.value).

        """
    }

    private static let amounts: [TextTable.Column] = [
        .init("before", .right), .init("after", .right), .init("difference", .right),
    ]

    private var staffTable: TextTable {
        var table = TextTable(
            columns: [
                .init("staff", .right), .init("name"), .init("department"), .init("currency"),
            ] + Self.amounts)
        for row in rows {
            let name = row.staff == .unattributed ? "(unattributed)" : row.name ?? ""
            table.add(
                row: ["\(row.staff.value)", name, row.department?.value ?? "", row.currency.code]
                    + row.amounts)
        }
        return table
    }

    private var departmentTable: TextTable {
        var table = TextTable(columns: [.init("department"), .init("currency")] + Self.amounts)
        for row in departments {
            table.add(row: [row.department?.value ?? "", row.currency.code] + row.amounts)
        }
        return table
    }

    private static let movedShown = 20

    private var movedTable: TextTable {
        var table = TextTable(
            columns: [
                .init("order"), .init("moved", .right), .init("before"), .init("after"),
                .init("why"),
            ])
        for order in moved.prefix(Self.movedShown) {
            table.add(
                row: [
                    "\(order.order)", "\(order.moved)", order.before.words, order.after.words,
                    order.why,
                ])
        }
        return table
    }

    private var totalsTable: TextTable {
        var table = TextTable(
            columns: [.init("currency"), .init("")]
                + ["net_base", "credited", "unattributed"].map { .init($0, .right) })
        for total in totals {
            for (name, side) in [("before", total.before), ("after", total.after)] {
                table.add(
                    row: [
                        total.currency.code, name, "\(side.netBase)", "\(side.credited)",
                        "\(side.unattributed)",
                    ])
            }
        }
        return table
    }

    // MARK: CSV

    /// Rows of section `staff`, `department`, `moved`, then `control`.
    private var csv: [UInt8] {
        var writer = CSVWriter()
        writer.row([
            "section", "staff", "name", "department", "order", "currency", "before", "after",
            "difference", "why",
        ])
        for row in rows {
            writer.text("staff")
            writer.number(row.staff.value)
            writer.text(row.name)
            writer.text(row.department?.value)
            writer.text(nil)
            writer.add(row)
        }
        for row in departments {
            for cell in ["department", nil, nil, row.department?.value, nil] { writer.text(cell) }
            writer.add(row)
        }
        for order in moved { writer.add(order) }
        for total in totals {
            for amount in total.named {
                for cell in ["control", nil, amount.name, nil, nil, total.currency.code] {
                    writer.text(cell)
                }
                writer.number(amount.before)
                writer.number(amount.after)
                writer.number(amount.after - amount.before)
                writer.text(nil)
                writer.endRow()
            }
        }
        return writer.bytes
    }
}

extension SimulationResult.Row {
    fileprivate var amounts: [String] { ["\(before)", "\(after)", "\(difference)"] }
}

extension SimulationResult.Totals {
    fileprivate struct Named {
        let name: String
        let before: Int128
        let after: Int128
    }

    fileprivate var named: [Named] {
        [
            Named(name: "net_base", before: before.netBase, after: after.netBase),
            Named(name: "credited", before: before.credited, after: after.credited),
            Named(name: "unattributed", before: before.unattributed, after: after.unattributed),
        ]
    }
}

extension CSVWriter {
    fileprivate mutating func add(_ row: SimulationResult.Row) {
        text(row.currency.code)
        number(row.before)
        number(row.after)
        number(row.difference)
        text(nil)
        endRow()
    }

    fileprivate mutating func add(_ order: SimulatedOrder) {
        for cell in ["moved", nil, nil, nil, "\(order.order)", order.currency.code] { text(cell) }
        text(order.before.words)
        text(order.after.words)
        number(order.moved)
        text(order.why)
        endRow()
    }
}

extension SimulatedOrder.Side {
    /// `shared: 1001 9900, 1002 9900`.
    fileprivate var words: String {
        let amounts = amounts.map { "\($0.staff.value) \($0.amount.value)" }
        return "\(rule ?? "-"): \(amounts.isEmpty ? "nobody" : amounts.joined(separator: ", "))"
    }
}

extension SimulatedOrder {
    /// In a few words, for people.
    var why: String {
        let rules =
            before.rule == after.rule
            ? "same rule" : "\(before.rule ?? "no rule") → \(after.rule ?? "no rule")"
        guard let lost else { return rules }
        return "\(rules); \(lost.staff.value): \(lost.reason?.name ?? "no candidate")"
    }
}
