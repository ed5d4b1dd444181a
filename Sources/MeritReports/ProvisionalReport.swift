import MeritAttribution
import MeritCore
import MeritLedger
import MeritOrders
import MeritStore

/// How far each payee's money has come: provisional (no booking instant yet), booked, settled (the
/// booking instant has passed), closed (in a sealed month).
///
/// Entries count on their days. Provisional are orders judged on these days; orders that wait for
/// their judging instant are judged as if it were the latest of their times that is known, where
/// that is on these days: cancelled ones, and those unpaid for 7 days, are left out.
struct ProvisionalReport {
    private struct Payee: Hashable {
        let staff: StaffNumber
        let department: DepartmentCode?
        let currency: Currency

        static func isBefore(_ left: Payee, _ right: Payee) -> Bool {
            if left.staff != right.staff { return left.staff.ranksBefore(right.staff) }
            let codes = (left.department?.value ?? "", right.department?.value ?? "")
            return codes.0 == codes.1 ? left.currency < right.currency : codes.0 < codes.1
        }
    }

    private struct Sums {
        var provisional = AmountSum.zero
        var posted: [StandingMoneyRow.Standing: AmountSum] = [:]
    }

    /// Unjudged orders read in one snapshot.
    private static let pageSize = 2_000

    private var sums: [Payee: Sums] = [:]
    /// The net base of the provisional orders.
    private var netBases: [Currency: AmountSum] = [:]

    static func make(
        from store: Store, days: DayRange, now: Timestamp
    ) throws(ReportFault) -> ReportDocument {
        let directory = store.directory
        let found = try reading { () throws(StoreError) in
            try store.provisionalFigures(on: days, now: now, limit: ReportRequest.rowsMax + 1)
        }
        var report = ProvisionalReport()
        for row in found.content.money { report.add(row) }
        for order in try limited(found.content.unbooked) {
            report.add(order.state, order.decision.decision, directory)
        }
        let waiting = try waiting(in: store, WaitingOrders(directory, days, now), directory)
        try reading { () throws(StoreError) in
            try waiting.judge(from: store) { report.add($0, $1, directory) }
        }
        return report.document(found.basis, directory)
    }

    /// `none`, filled.
    private static func waiting(
        in store: Store, _ none: WaitingOrders, _ directory: Directory
    ) throws(ReportFault) -> WaitingOrders {
        var waiting = none
        var place: UnjudgedPage.Place?
        let end = directory.calendar.end(of: none.days.last)
        repeat {
            let from = place
            let page = try reading { () throws(StoreError) in
                try store.unjudgedOrders(createdBefore: end, after: from, limit: pageSize)
            }
            for order in page.orders { waiting.add(order) }
            guard waiting.count <= ReportRequest.rowsMax else {
                throw .tooManyRows(max: ReportRequest.rowsMax)
            }
            place = page.next
        } while place != nil
        return waiting
    }

    private mutating func add(_ row: StandingMoneyRow) {
        let payee = Payee(staff: row.staff, department: row.department, currency: row.currency)
        sums[payee, default: Sums()].posted[row.standing, default: .zero] += row.amount
    }

    private mutating func add(
        _ state: OrderState, _ decision: Decision, _ directory: Directory
    ) {
        guard let policy = directory.policies.policy(decision.policy) else { return }
        let shareOut = ShareOut(state, by: decision.shares, under: policy)
        netBases[state.currency, default: .zero] += shareOut.netBase
        for share in decision.shares {
            let payee = Payee(
                staff: share.payee, department: share.department, currency: state.currency)
            sums[payee, default: Sums()].provisional += shareOut.parts[share.payee] ?? .zero
        }
    }

    // MARK: The document

    private func document(_ basis: ReportBasis, _ directory: Directory) -> ReportDocument {
        let moment = directory.calendar.end(of: basis.days.last)
        let rows = sums.keys.sorted(by: Payee.isBefore).map { payee in
            let sums = sums[payee] ?? Sums()
            return ReportDocument.Row([
                .staff(payee.staff), .text(directory.name(of: payee.staff, at: moment)),
                .name(payee.department), .text(payee.currency.code),
                .amount(sums.provisional), .amount(sums.posted[.booked] ?? .zero),
                .amount(sums.posted[.settled] ?? .zero), .amount(sums.posted[.closed] ?? .zero),
            ])
        }
        return ReportDocument(
            .provisional, days: basis.days,
            sections: [
                .init(
                    columns: [
                        .number("staff"), .text("name"), .text("department"),
                        .text("currency"), .number("provisional"), .number("booked"),
                        .number("settled"), .number("closed"),
                    ], rows: rows)
            ],
            checks: basis.totals().map(\.check) + postedChecks(basis) + provisionalChecks,
            head: ReportHead(basis), calendar: directory.calendar)
    }

    private func postedChecks(_ basis: ReportBasis) -> [ControlCheck] {
        basis.totals.map { total in
            let own = sums.filter { $0.key.currency == total.currency }.map(\.value.posted)
            func sum(_ standing: StandingMoneyRow.Standing) -> AmountSum {
                own.map { $0[standing] ?? .zero }.total()
            }
            return ControlCheck(
                currency: total.currency, whole: .init("posted", total.amount),
                parts: [
                    .init("booked", sum(.booked)), .init("settled", sum(.settled)),
                    .init("closed", sum(.closed)),
                ])
        }
    }

    private var provisionalChecks: [ControlCheck] {
        netBases.sorted { $0.key < $1.key }.map { currency, base in
            let own = sums.filter { $0.key.currency == currency }.map(\.value.provisional)
            return ControlCheck(
                currency: currency, whole: .init("provisional_net_base", base),
                parts: [.init("provisional", own.total())])
        }
    }
}
