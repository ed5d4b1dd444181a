package import MeritAttribution
package import MeritCore
package import MeritLedger
package import MeritStore

/// What staff brought in: traffic and money by staff member, department and currency.
///
/// Days are business days, both ends included; money is in minor units, and currencies are never
/// summed together.
package struct StaffReport: Sendable {
    package let days: DayRange
    package let step: ReportStep?
    /// By step, then staff number with 0 (unattributed) last, then department, then currency.
    package let rows: [Row]
    /// By currency; empty when the days have no entry.
    package let totals: [ControlTotals]
    /// The ledger's end and the journal's position that the figures are of.
    package let head: ReportHead

    /// The figures of a payee, in one department and currency, in one step.
    package struct Row: Hashable, Sendable {
        package let days: DayRange
        /// 0: unattributed.
        package let staff: StaffNumber
        /// Nil where the directory has none, or the person was erased.
        package let name: String?
        package let department: DepartmentCode?
        /// Nil where no money is in the report at all.
        package let currency: Currency?
        package let traffic: TrafficSums
        package let money: MoneySums
        /// Judged orders whose entries in these days do not sum to 0 for the payee.
        package let orders: Int
    }

    /// The report on `days` from one snapshot of the store.
    package static func make(
        from store: Store, days: DayRange, by step: ReportStep?
    ) throws(ReportFault) -> StaffReport {
        let calendar = store.directory.calendar
        guard let ranges = step.map({ $0.ranges(of: days, in: calendar) }) ?? [days] else {
            throw .tooManySteps(max: ReportStep.countMax)
        }
        do throws(StoreError) {
            let figures = try store.reportFigures(ranges)
            return StaffReport(
                days: days, by: step, figures: figures, directory: store.directory)
        } catch {
            throw .store(error)
        }
    }

    /// Names are taken from `directory`.
    package init(
        days: DayRange, by step: ReportStep?, figures: ReportFigures, directory: Directory
    ) {
        self.days = days
        self.step = step
        var rows: [Row] = []
        for range in figures.ranges {
            let gathering = StaffRowGathering(range, of: figures, directory)
            rows.append(contentsOf: gathering.rows)
        }
        self.rows = rows
        totals = Self.totals(of: rows, figures)
        head = ReportHead(figures)
    }

    private static func totals(of rows: [Row], _ figures: ReportFigures) -> [ControlTotals] {
        let bases = figures.bases
        let earning = rows.filter { $0.money != MoneySums() }.compactMap(\.currency)
        return Set(bases.keys).union(earning).sorted().map { currency in
            let own = rows.filter { $0.currency == currency }
            return ControlTotals(
                currency: currency, netBase: bases[currency] ?? .zero,
                credited: own.filter { $0.staff != .unattributed }.map(\.money.net).total(),
                unattributed: own.filter { $0.staff == .unattributed }.map(\.money.net).total())
        }
    }
}

extension ReportFigures {
    /// The sums of the ranges' own totals.
    var bases: [Currency: AmountSum] {
        var bases: [Currency: AmountSum] = [:]
        for total in ranges.flatMap(\.totals) {
            bases[total.currency, default: .zero] += total.amount
        }
        return bases
    }

    /// The report's first currency: traffic stands in its rows.
    var firstCurrency: Currency? { ranges.flatMap(\.totals).map(\.currency).min() }
}
