import MeritAttribution
import MeritCore
import MeritLedger
import MeritStore

/// The same columns as the staff report, by department and currency: its sums are those of the
/// people of each department, and of nobody.
struct DepartmentReport: Sendable {
    let days: DayRange
    let step: ReportStep?
    /// By step, then department with those without one behind, unattributed last, then currency.
    let rows: [Row]
    let totals: [ControlTotals]
    let head: ReportHead

    struct Row: Hashable, Sendable {
        let days: DayRange
        let unit: Unit
        let name: String?
        let currency: Currency?
        let traffic: TrafficSums
        let money: MoneySums
        /// Judged orders whose entries in these days do not sum to 0 for the department.
        let orders: Int
    }

    /// Whom a row is of.
    enum Unit: Hashable, Sendable {
        case department(DepartmentCode)
        /// People whom the directory knew no department of.
        case none
        case unattributed

        init(_ department: DepartmentCode?, _ attribution: Attribution) {
            switch attribution {
            case .unattributed: self = .unattributed
            case .credited: self = department.map { .department($0) } ?? .none
            }
        }

        /// The name in column `unit`.
        var kind: String {
            switch self {
            case .department: "department"
            case .none: "no_department"
            case .unattributed: "unattributed"
            }
        }

        var department: DepartmentCode? {
            if case .department(let code) = self { code } else { nil }
        }

        static func isBefore(_ left: Unit, _ right: Unit) -> Bool {
            switch (left, right) {
            case (.department(let left), .department(let right)): left < right
            case (.department, _), (.none, .unattributed): true
            default: false
            }
        }
    }

    /// The report on `days` from one snapshot of the store.
    static func make(
        from store: Store, days: DayRange, by step: ReportStep?
    ) throws(ReportFault) -> ReportDocument {
        let directory = store.directory
        let calendar = directory.calendar
        guard let ranges = step.map({ $0.ranges(of: days, in: calendar) }) ?? [days] else {
            throw .tooManySteps(max: ReportStep.countMax)
        }
        let figures = try reading { () throws(StoreError) in try store.reportFigures(ranges) }
        return DepartmentReport(days: days, by: step, figures: figures, directory: directory)
            .document(calendar)
    }

    init(
        days: DayRange, by step: ReportStep?, figures: ReportFigures, directory: Directory
    ) {
        self.days = days
        self.step = step
        rows = figures.ranges.flatMap { range in
            DepartmentRowGathering(range, common: figures.firstCurrency).rows(directory)
        }
        totals = Self.totals(of: rows, figures)
        head = ReportHead(figures)
    }

    /// What the departments have, against all entries of the days.
    private static func totals(of rows: [Row], _ figures: ReportFigures) -> [ControlTotals] {
        let bases = figures.bases
        let earning = rows.filter { $0.money != MoneySums() }.compactMap(\.currency)
        return Set(bases.keys).union(earning).sorted().map { currency in
            let own = rows.filter { $0.currency == currency }
            return ControlTotals(
                currency: currency, netBase: bases[currency] ?? .zero,
                credited: own.filter { $0.unit != .unattributed }.map(\.money.net).total(),
                unattributed: own.filter { $0.unit == .unattributed }.map(\.money.net).total())
        }
    }

    func document(_ calendar: BusinessCalendar) -> ReportDocument {
        let labels: [ReportDocument.Column] = [
            .text("unit"), .text("department"), .text("name"), .text("currency"),
        ]
        return ReportDocument(
            .department, days: days, step: step,
            sections: [
                .init(
                    rowDays: .own,
                    columns: labels + TrafficSums.columns + [.number("orders")]
                        + MoneySums.columns,
                    rows: rows.map { row in
                        let labels: [ReportDocument.Cell] = [
                            .text(row.unit.kind), .name(row.unit.department), .text(row.name),
                            .text(row.currency?.code),
                        ]
                        return ReportDocument.Row(
                            days: row.days,
                            labels + row.traffic.cells + [.count(row.orders)] + row.money.cells)
                    })
            ],
            checks: totals.map(\.check), head: head,
            control: .columns(name: "name", amount: "net"), calendar: calendar)
    }
}
