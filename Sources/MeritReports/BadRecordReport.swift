import MeritAttribution
import MeritCore
import MeritLedger
import MeritStore

/// What was received and could not be processed, and what became of it.
enum BadRecordReport {
    static func make(
        from store: Store, days: DayRange
    ) throws(ReportFault) -> ReportDocument {
        let directory = store.directory
        let found = try reading { () throws(StoreError) in
            try store.badRecords(receivedOn: days, limit: ReportRequest.rowsMax + 1)
        }
        let rows = try limited(found.content.rows)
        let states = rows.map(\.state)
        let check = ControlCheck(
            currency: nil, whole: .init("received", AmountSum(Int128(found.content.count))),
            parts: BadRecordRow.states.map { state in
                .init(state, AmountSum(Int128(states.count { $0 == state })))
            })
        return ReportDocument(
            .badRecords, days: days,
            sections: [
                .init(
                    columns: [
                        .number("sequence"), .text("recorded_at"), .text("source"),
                        .text("shop"), .text("event_id"), .text("code"), .text("detail"),
                        .text("state"), .text("resolved_at"), .text("resolved_by"),
                    ], rows: rows.map { row(of: $0, directory) })
            ],
            checks: found.basis.totals().map(\.check) + [check],
            head: ReportHead(found.basis), calendar: directory.calendar)
    }

    private static func row(of row: BadRecordRow, _ directory: Directory) -> ReportDocument.Row {
        ReportDocument.Row([
            .number(Int128(row.sequence.value)), .time(row.recordedAt), .text(row.source),
            .name(row.shop), .name(row.event), .text(row.code), .text(row.detail),
            .text(row.state), .time(row.resolution?.at),
            .text(row.resolution?.person.map { directory.label(of: $0) }),
        ])
    }
}

extension BadRecordRow {
    fileprivate static let states = ["open", "replayed", "discarded"]

    fileprivate var state: String {
        switch resolution?.outcome {
        case nil: "open"
        case .replayed: "replayed"
        case .discarded: "discarded"
        }
    }
}

extension Directory {
    /// `3 王五`, or the number alone.
    func label(of person: PersonNumber) -> String {
        let place = Int(person.value) - 1
        let name = persons.indices.contains(place) ? persons[place].name : nil
        return name.map { "\(person.value) \($0)" } ?? "\(person.value)"
    }
}
