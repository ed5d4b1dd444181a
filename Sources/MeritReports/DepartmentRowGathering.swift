import MeritAttribution
import MeritCore
import MeritLedger
import MeritStore

/// Brings the figures of some days together by department.
struct DepartmentRowGathering {
    private struct Figures {
        var traffic = TrafficSums()
        var money: [Currency: MoneySums] = [:]
        var orders: [Currency: Int] = [:]
    }

    private let days: DayRange
    /// Traffic stands in its rows.
    private let common: Currency?
    private var figures: [DepartmentReport.Unit: Figures] = [:]

    init(_ range: RangeFigures, common: Currency?) {
        days = range.range
        self.common = common
        for row in range.traffic {
            let unit = DepartmentReport.Unit(row.department, Attribution(row.staff))
            figures[unit, default: Figures()].traffic.add(row)
        }
        for row in range.money {
            let unit = DepartmentReport.Unit(row.department, Attribution(row.staff))
            figures[unit, default: Figures()].money[row.currency, default: MoneySums()]
                .add(row.amount, of: row.kind)
        }
        for row in range.departmentOrderCounts {
            let unit = DepartmentReport.Unit(row.department, row.attribution)
            figures[unit, default: Figures()].orders[row.currency, default: 0] += row.orders
        }
    }

    func rows(_ directory: Directory) -> [DepartmentReport.Row] {
        let moment = directory.calendar.end(of: days.last)
        return figures.keys.sorted(by: DepartmentReport.Unit.isBefore).flatMap { unit in
            let figures = figures[unit] ?? Figures()
            let name = unit.department.flatMap { directory.department($0, at: moment)?.name }
            return currencies(of: figures).map { currency in
                DepartmentReport.Row(
                    days: days, unit: unit, name: name, currency: currency,
                    traffic: currency == common ? figures.traffic : TrafficSums(),
                    money: currency.flatMap { figures.money[$0] } ?? MoneySums(),
                    orders: currency.flatMap { figures.orders[$0] } ?? 0)
            }
        }
    }

    private func currencies(of figures: Figures) -> [Currency?] {
        let earned = Set(figures.money.keys).union(figures.orders.keys)
        var currencies: [Currency?] = earned.sorted()
        if figures.traffic != TrafficSums(), !currencies.contains(common) {
            currencies.insert(common, at: 0)
        }
        return currencies
    }
}
