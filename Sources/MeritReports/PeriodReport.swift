import MeritAttribution
import MeritCore
import MeritLedger
import MeritStore

/// The months that some days lie in, whole: how far their close is, what was posted to them, what
/// was imported while they ran, and what was posted late.
struct PeriodReport {
    let figures: [PeriodFigures]
    let directory: Directory

    static func make(
        from store: Store, days: DayRange
    ) throws(ReportFault) -> ReportDocument {
        let directory = store.directory
        let calendar = directory.calendar
        let periods = calendar.period(of: days.first)...calendar.period(of: days.last)
        guard periods.upperBound.index - periods.lowerBound.index < ReportStep.countMax else {
            throw .tooManySteps(max: ReportStep.countMax)
        }
        let found = try reading { () throws(StoreError) in
            try store.periodFigures(periods, on: days, limit: ReportRequest.rowsMax + 1)
        }
        for figures in found.content { _ = try limited(figures.late) }
        let report = PeriodReport(figures: found.content, directory: directory)
        return ReportDocument(
            .period, days: days,
            sections: [report.periods, report.imports, report.late], checks: report.checks,
            head: ReportHead(found.basis), calendar: calendar)
    }

    // MARK: Periods

    private var periods: ReportDocument.Section {
        let labels: [ReportDocument.Column] = [
            .text("period"), .text("state"), .text("proposed_at"), .text("proposed_by"),
            .text("waived_because"), .text("closed_at"), .text("closed_by"), .text("currency"),
            .number("entries"),
            .number("late_entries"),
        ]
        return .init(
            columns: labels + MoneySums.columns + [.number("credited"), .number("unattributed")],
            rows: figures.flatMap { figures in
                let currencies = Set(figures.money.map(\.currency)).sorted()
                let all: [Currency?] = currencies.isEmpty ? [nil] : currencies
                return all.map { row(of: figures, $0) }
            })
    }

    private func row(of figures: PeriodFigures, _ currency: Currency?) -> ReportDocument.Row {
        let own = figures.money.filter { $0.currency == currency }
        var money = MoneySums()
        for row in own { money.add(row.amount, of: row.kind) }
        let row = figures.row
        let labels: [ReportDocument.Cell] = [
            .text(figures.period.description),
            .text((row?.state ?? .open).rawValue), .time(row?.proposal?.recordedAt),
            .text(row?.proposal.map { directory.label(of: $0.proposer) }),
            .text(row?.proposal.flatMap { $0.waiver }),
            .time(row?.closing?.recordedAt),
            .text(row?.closing.map { directory.label(of: $0.confirmer) }),
            .text(currency?.code), .count(own.map(\.entries).reduce(0, +)),
            .count(figures.late.count { $0.entry.currency == currency }),
        ]
        return ReportDocument.Row(
            labels + money.cells + [
                .amount(own.sum(.credited)), .amount(own.sum(.unattributed)),
            ])
    }

    // MARK: Imports and late entries

    private var imports: ReportDocument.Section {
        .init(
            "imports", rowName: "import", title: "Imports",
            columns: [
                .text("period"), .text("kind"), .text("person"), .text("file"),
                .number("facts"), .text("first_at"), .text("last_at"),
            ],
            rows: figures.flatMap { figures in
                figures.imports.map { row in
                    ReportDocument.Row([
                        .text(figures.period.description), .text(row.kind.rawValue),
                        .text(row.actor.person.map { directory.label(of: $0) }),
                        .text(row.file.hex), .count(row.facts), .time(row.first),
                        .time(row.last),
                    ])
                }
            })
    }

    private var late: ReportDocument.Section {
        .init(
            "late_entries", rowName: "late_entry", title: "Entries posted late",
            columns: [
                .text("period"), .text("business_period"), .number("entry"), .text("shop"),
                .text("order_id"), .text("line_id"), .number("staff"), .text("name"),
                .text("kind"), .text("at"), .text("currency"), .number("amount"),
            ],
            rows: figures.flatMap { figures in figures.late.map { row(of: $0) } })
    }

    private func row(of late: LateEntry) -> ReportDocument.Row {
        let entry = late.entry
        return ReportDocument.Row([
            .text(entry.period.description), .text(late.businessPeriod.description),
            .number(Int128(entry.number)), .text(entry.order.shop.value),
            .text(entry.order.order.value), .text(entry.line.value), .staff(entry.staff),
            .text(directory.name(of: entry.staff, at: entry.at)), .text(entry.kind.name),
            .time(entry.at), .text(entry.currency.code), .amount(entry.amount),
        ])
    }

    // MARK: Checks

    /// The entries of the months, and of sealed months what their seals say.
    private var checks: [ControlCheck] {
        let totals = figures.flatMap(\.totals)
        let money = figures.flatMap(\.money)
        let posted = Set(totals.map(\.currency)).sorted().map { currency in
            let own = money.filter { $0.currency == currency }
            return ControlTotals(
                currency: currency,
                netBase: totals.filter { $0.currency == currency }.map(\.amount).total(),
                credited: own.sum(.credited), unattributed: own.sum(.unattributed)
            ).check
        }
        return posted + sealedChecks
    }

    private var sealedChecks: [ControlCheck] {
        var sealed: [Currency: AmountSum] = [:]
        var posted: [Currency: AmountSum] = [:]
        for figures in figures {
            guard let seal = figures.row?.seal else { continue }
            for total in seal.totals { sealed[total.currency, default: .zero] += total.netBase }
            for total in figures.totals { posted[total.currency, default: .zero] += total.amount }
        }
        return Set(sealed.keys).union(posted.keys).sorted().map { currency in
            ControlCheck(
                currency: currency, whole: .init("sealed", sealed[currency] ?? .zero),
                parts: [.init("posted_to_sealed", posted[currency] ?? .zero)])
        }
    }
}

extension CloseProposalRow {
    /// Why bad records and open appeals did not stand in the way; nil: they would have.
    fileprivate var waiver: String? { waives == .nothing ? nil : reason ?? "" }
}

extension [PeriodMoneyRow] {
    fileprivate func sum(_ attribution: Attribution) -> AmountSum {
        filter { $0.attribution == attribution }.map(\.amount).total()
    }
}
