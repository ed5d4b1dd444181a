import MeritCore
package import MeritJSON
import MeritLedger
import MeritStore

extension ReportDocument {
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

    // MARK: JSON

    /// One object: the question, the sections, `totals`, `head`.
    package func write(to writer: inout JSONWriter) {
        writer.object { writer in
            writer.member("report", kind.rawValue)
            writer.member("from", days.first.description)
            writer.member("to", days.last.description)
            writer.member("by", step?.rawValue)
            for section in sections {
                writer.array(section.name, section.rows) { write($1, of: section, to: &$0) }
            }
            writer.array("totals", checks) { writer, check in
                writer.object { writer in
                    writer.member("currency", check.currency?.code)
                    for figure in check.figures { writer.member(figure.name, figure.amount.value) }
                }
            }
            writer.member(head)
        }
    }

    private func write(_ row: Row, of section: Section, to writer: inout JSONWriter) {
        writer.object { writer in
            if case .own = section.rowDays {
                writer.member("from", (row.days ?? days).first.description)
                writer.member("to", (row.days ?? days).last.description)
            }
            for (column, cell) in zip(section.columns, row.cells) {
                switch cell {
                case .text(let text): writer.member(column.name, text)
                case .number(let number): writer.member(column.name, number)
                case .amount(let amount): writer.member(column.name, amount?.value)
                case .time(let time): writer.member(column.name, time?.rfc3339)
                case .staff(let staff): writer.member(column.name, staff.value)
                }
            }
        }
    }

    // MARK: CSV

    /// The columns of all sections, each name once.
    private var columnNames: [String] {
        var seen: Set<String> = []
        return sections.flatMap(\.columns).map(\.name).filter { seen.insert($0).inserted }
    }

    /// The rows of each section, then per check one row of section `control` for each figure.
    private var csv: [UInt8] {
        let own: [String] =
            if case .ownColumns = control { ["total", "total_amount"] } else { [] }
        let names = columnNames
        let control = ControlNames(control, hasCurrency: names.contains("currency"))
        let header = control.hasCurrency ? names + own : names + ["currency"] + own
        var writer = CSVWriter()
        writer.row(["section", "from", "to"] + header)
        for section in sections {
            for row in section.rows {
                writer.labels(section.rowName, row.days ?? days)
                let cells = Dictionary(
                    zip(section.columns.map(\.name), row.cells),
                    uniquingKeysWith: { first, _ in first })
                for name in header { writer.cell(cells[name] ?? .text(nil)) }
                writer.endRow()
            }
        }
        for check in checks {
            for figure in check.figures {
                writer.labels("control", days)
                for name in header { writer.cell(control.cell(name, check, figure)) }
                writer.endRow()
            }
        }
        return writer.bytes
    }

    /// Which columns the rows of section `control` fill.
    private struct ControlNames {
        let name: String
        let amount: String
        let hasCurrency: Bool

        init(_ columns: ControlColumns, hasCurrency: Bool) {
            self.hasCurrency = hasCurrency
            switch columns {
            case .ownColumns:
                name = "total"
                amount = "total_amount"
            case .columns(let name, let amount):
                self.name = name
                self.amount = amount
            }
        }

        func cell(
            _ column: String, _ check: ControlCheck, _ figure: ControlCheck.Figure
        ) -> Cell {
            switch column {
            case name: .text(figure.name)
            case amount: .amount(figure.amount)
            case "currency": .text(check.currency?.code)
            default: .text(nil)
            }
        }
    }

    // MARK: Table

    private var table: String {
        var text = "\(kind.title), \(days.first) to \(days.last), money in minor units\n\n"
        for section in sections {
            if let title = section.title { text += "\(title)\n\n" }
            text += self.text(of: section) + "\n"
        }
        return text + "Control totals\n\n" + checksText + "Of \(head.text)\n"
    }

    private func text(of section: Section) -> String {
        let steps: [TextTable.Column] =
            if case .own = section.rowDays, step != nil { [.init("from"), .init("to")] } else { [] }
        var table = TextTable(
            columns: steps + section.columns.map { .init($0.name, $0.alignment) })
        for row in section.rows {
            let own = row.days ?? days
            let days = steps.isEmpty ? [] : [own.first.description, own.last.description]
            table.add(row: days + texts(of: row))
        }
        return table.text
    }

    /// An unattributed payee is told in words where a name would stand behind the number.
    private func texts(of row: Row) -> [String] {
        var isUnattributed = false
        return row.cells.map { cell in
            defer { isUnattributed = cell == .staff(.unattributed) }
            switch cell {
            case .text(let text): return text ?? (isUnattributed ? "(unattributed)" : "")
            case .number(let number): return number.map { "\($0)" } ?? ""
            case .amount(let amount): return amount.map { "\($0.value)" } ?? ""
            case .time(let time): return time.map { calendar.localText($0) } ?? ""
            case .staff(let staff): return "\(staff.value)"
            }
        }
    }

    /// A table for the checks of each kind.
    private var checksText: String {
        var kinds: [[String]] = []
        for check in checks {
            let names = check.figures.map(\.name)
            if !kinds.contains(names) { kinds.append(names) }
        }
        guard !kinds.isEmpty else { return "nothing was posted on these days\n\n" }
        return kinds.map { names in
            var table = TextTable(
                columns: [.init("currency")] + names.map { .init($0, .right) })
            for check in checks where check.figures.map(\.name) == names {
                table.add(
                    row: [check.currency?.code ?? ""] + check.figures.map { "\($0.amount.value)" })
            }
            return table.text + "\n"
        }.joined()
    }
}

extension CSVWriter {
    fileprivate mutating func labels(_ section: String, _ days: DayRange) {
        text(section)
        text(days.first.description)
        text(days.last.description)
    }

    fileprivate mutating func cell(_ cell: ReportDocument.Cell) {
        switch cell {
        case .text(let value): text(value)
        case .number(let value): value.map { number($0) } ?? text(nil)
        case .amount(let sum): sum.map { number($0.value) } ?? text(nil)
        case .time(let time): text(time?.rfc3339)
        case .staff(let staff): number(staff.value)
        }
    }
}
