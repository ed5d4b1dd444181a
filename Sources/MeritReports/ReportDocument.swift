package import MeritCore
package import MeritLedger
package import MeritStore

/// A report ready to be written in any format: its tables, what they tie out to, and of which state
/// of the books it is.
package struct ReportDocument: Sendable {
    package let kind: ReportKind
    package let days: DayRange
    package let step: ReportStep?
    /// The first is the report itself.
    package let sections: [Section]
    /// Every `difference` is 0.
    package let checks: [ControlCheck]
    package let head: ReportHead
    /// Where CSV puts what the checks say.
    let control: ControlColumns
    /// For times in tables.
    let calendar: BusinessCalendar

    init(
        _ kind: ReportKind, days: DayRange, step: ReportStep? = nil, sections: [Section],
        checks: [ControlCheck], head: ReportHead, control: ControlColumns = .ownColumns,
        calendar: BusinessCalendar
    ) {
        self.kind = kind
        self.days = days
        self.step = step
        self.sections = sections
        self.checks = checks
        self.head = head
        self.control = control
        self.calendar = calendar
    }

    /// One table of a report.
    package struct Section: Sendable {
        /// The member in JSON; CSV has the singular in column `section`.
        package let name: String
        let rowName: String
        let title: String?
        package let columns: [Column]
        let rowDays: RowDays
        package let rows: [Row]

        init(
            _ name: String = "rows", rowName: String = "row", title: String? = nil,
            rowDays: RowDays = .ofTheReport, columns: [Column], rows: [Row]
        ) {
            self.name = name
            self.rowName = rowName
            self.title = title
            self.rowDays = rowDays
            self.columns = columns
            self.rows = rows
        }
    }

    /// Whether each row is of some days of its own, as steps are.
    enum RowDays: Sendable {
        case ofTheReport
        case own
    }

    package struct Column: Hashable, Sendable {
        package let name: String
        let alignment: TextTable.Alignment

        static func text(_ name: String) -> Column { Column(name: name, alignment: .left) }
        static func number(_ name: String) -> Column { Column(name: name, alignment: .right) }
    }

    package struct Row: Hashable, Sendable {
        /// Nil: those of the report.
        let days: DayRange?
        package let cells: [Cell]

        init(days: DayRange? = nil, _ cells: [Cell]) {
            self.days = days
            self.cells = cells
        }
    }

    package enum Cell: Hashable, Sendable {
        case text(String?)
        case number(Int128?)
        case amount(AmountSum?)
        case time(Timestamp?)
        /// A payee: a number; in tables 0 is told in words beside it.
        case staff(StaffNumber)

        static func count(_ count: Int) -> Cell { .number(Int128(count)) }
        static func name(_ name: (some Name)?) -> Cell { .text(name?.value) }
        static func amount(_ amount: MinorAmount) -> Cell { .amount(AmountSum(amount)) }
    }

    enum ControlColumns: Sendable {
        /// Behind all others: `total` and `total_amount`.
        case ownColumns
        /// The name of a total stands in one column of the rows, its amount in another.
        case columns(name: String, amount: String)
    }
}
