import MeritAttribution
import MeritCore
import MeritLedger
import MeritOrders
import MeritStore

/// Brings the figures of some days together into rows.
struct StaffRowGathering {
    private struct Payee: Hashable {
        let staff: StaffNumber
        let department: DepartmentCode?
    }

    private struct Figures {
        var traffic = TrafficSums()
        var money: [Currency: MoneySums] = [:]
        var orders: [Currency: Int] = [:]
    }

    private let days: DayRange
    private let directory: Directory
    /// The report's first currency: traffic stands in its rows.
    private let commonCurrency: Currency?
    private var figures: [Payee: Figures] = [:]

    init(_ range: RangeFigures, of report: ReportFigures, _ directory: Directory) {
        days = range.range
        self.directory = directory
        commonCurrency = report.firstCurrency
        for row in range.traffic { add(row) }
        for row in range.money {
            let payee = Payee(staff: row.staff, department: row.department)
            figures[payee, default: Figures()].money[row.currency, default: .init()]
                .add(row.amount, of: row.kind)
        }
        for row in range.orderCounts where row.orders > 0 {
            let payee = Payee(staff: row.staff, department: row.department)
            figures[payee, default: Figures()].orders[row.currency, default: 0] += row.orders
        }
    }

    private mutating func add(_ row: TrafficRow) {
        let payee = Payee(staff: row.staff, department: row.department)
        figures[payee, default: Figures()].traffic.add(row)
    }

    var rows: [StaffReport.Row] {
        figures.keys.sorted(by: Self.ranksBefore).flatMap { payee in
            rows(of: payee, figures[payee] ?? Figures())
        }
    }

    private func rows(of payee: Payee, _ figures: Figures) -> [StaffReport.Row] {
        let earned = Set(figures.money.keys).union(figures.orders.keys)
        var currencies: [Currency?] = earned.sorted()
        if figures.traffic != TrafficSums(), !currencies.contains(commonCurrency) {
            currencies.insert(commonCurrency, at: 0)
        }
        return currencies.map { currency in
            StaffReport.Row(
                days: days, staff: payee.staff, name: name(of: payee.staff),
                department: payee.department, currency: currency,
                traffic: currency == commonCurrency ? figures.traffic : TrafficSums(),
                money: currency.flatMap { figures.money[$0] } ?? MoneySums(),
                orders: currency.flatMap { figures.orders[$0] } ?? 0)
        }
    }

    private func name(of staff: StaffNumber) -> String? {
        let name = directory.staff(staff, at: directory.calendar.end(of: days.last))?.name
        return name?.isEmpty ?? true ? nil : name
    }

    private static func ranksBefore(_ left: Payee, _ right: Payee) -> Bool {
        if left.staff != right.staff { return left.staff.ranksBefore(right.staff) }
        guard let code = right.department else { return false }
        return left.department.map { $0 < code } ?? true
    }
}
