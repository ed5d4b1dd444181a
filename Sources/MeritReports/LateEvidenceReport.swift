import MeritAttribution
import MeritCore
import MeritLedger
import MeritStore

/// What came too late to judge an order again, and what it would have changed: each order is judged
/// once more as of now, as if nothing had come too late, against its last judgement.
enum LateEvidenceReport {
    static func make(
        from store: Store, days: DayRange
    ) throws(ReportFault) -> ReportDocument {
        let directory = store.directory
        let found = try reading { () throws(StoreError) in
            try store.lateFacts(recordedOn: days, limit: ReportRequest.rowsMax + 1)
        }
        let facts = try limited(found.content.facts)
        var verdicts: [OrderKey: LateVerdict] = [:]
        for told in found.content.orders {
            verdicts[told.order] = try reading { () throws(StoreError) in
                try LateVerdict(on: told, from: store, directory)
            }
        }
        let changes = found.content.orders.compactMap { verdicts[$0.order] }
        return ReportDocument(
            .lateEvidence, days: days,
            sections: [
                .init(
                    columns: columns,
                    rows: facts.map { row(of: $0, verdicts[$0.row.order], directory) }),
                changeSection(changes, directory),
            ],
            checks: found.basis.totals().map(\.check) + checks(changes),
            head: ReportHead(found.basis), calendar: directory.calendar)
    }

    private static let columns: [ReportDocument.Column] = [
        .text("recorded_at"), .text("shop"), .text("order_id"), .text("reason"),
        .number("fact"), .text("what"), .text("imported_by"), .text("file"), .number("line"),
        .text("rule"), .text("would_be_rule"), .text("would_change"),
    ]

    private static func row(
        of fact: LateFact, _ verdict: LateVerdict?, _ directory: Directory
    ) -> ReportDocument.Row {
        let provenance = fact.origin.provenance
        let importer = provenance?.actor.person.map { directory.label(of: $0) }
        return ReportDocument.Row([
            .time(fact.row.recordedAt), .text(fact.row.order.shop.value),
            .text(fact.row.order.order.value), .text(fact.row.reason.name),
            .number(Int128(fact.row.cause.value)), .text(fact.origin.text), .text(importer),
            .text(provenance?.file.hex), .number(provenance.map { Int128($0.line) }),
            .text(verdict?.rule), .text(verdict?.wouldBeRule), .text(verdict?.outcome.rawValue),
        ])
    }

    private static func changeSection(
        _ verdicts: [LateVerdict], _ directory: Directory
    ) -> ReportDocument.Section {
        let columns: [ReportDocument.Column] = [
            .text("shop"), .text("order_id"), .number("staff"), .text("name"),
            .text("currency"), .number("credited"), .number("would_be"), .number("change"),
        ]
        let rows = verdicts.flatMap { verdict in
            verdict.changes.map { change in
                ReportDocument.Row([
                    .text(verdict.order.shop.value), .text(verdict.order.order.value),
                    .staff(change.staff),
                    .text(directory.name(of: change.staff, at: verdict.judgedAt)),
                    .text(verdict.currency.code), .amount(change.credited),
                    .amount(change.wouldBe), .amount(change.wouldBe - change.credited),
                ])
            }
        }
        return .init(
            "changes", rowName: "change", title: "What it would have changed", columns: columns,
            rows: rows)
    }

    /// Of the orders that would change: what they would be is what they are and the changes.
    private static func checks(_ verdicts: [LateVerdict]) -> [ControlCheck] {
        let changed = verdicts.filter { !$0.changes.isEmpty }
        return Set(changed.map(\.currency)).sorted().map { currency in
            let own = changed.filter { $0.currency == currency }
            let changes = own.flatMap(\.changes)
            return ControlCheck(
                currency: currency,
                whole: .init("would_be", own.map(\.wouldBeBase).total()),
                parts: [
                    .init("unchanged", own.map(\.unchanged).total()),
                    .init("was", changes.map(\.credited).total()),
                    .init("change", changes.map { $0.wouldBe - $0.credited }.total()),
                ])
        }
    }
}

extension Directory {
    /// Nil where the directory has none, or the person was erased.
    func name(of staff: StaffNumber, at moment: Timestamp) -> String? {
        let name = self.staff(staff, at: moment)?.name ?? ""
        return name.isEmpty ? nil : name
    }
}
