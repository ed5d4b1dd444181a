import MeritAttribution
package import MeritCore
package import MeritLedger
package import MeritStore

/// A question that a report answers.
package struct ReportRequest: Hashable, Sendable {
    package let kind: ReportKind
    /// Business days, both included.
    package let days: DayRange
    package let step: ReportStep?
    /// What has passed by then is settled.
    package let now: Timestamp

    package init(_ kind: ReportKind, days: DayRange, by step: ReportStep?, now: Timestamp) {
        self.kind = kind
        self.days = days
        self.step = step
        self.now = now
    }

    /// A report has at most so many rows beside sums; more are refused, never cut.
    static let rowsMax = 50_000

    /// The report, from snapshots of the store. Reports by payee or department are of one snapshot.
    package func answer(from store: Store) throws(ReportFault) -> ReportDocument {
        if step != nil, kind.steps == .refused { throw .noSteps(kind) }
        switch kind {
        case .staff:
            return try StaffReport.make(from: store, days: days, by: step)
                .document(store.directory.calendar)
        case .department:
            return try DepartmentReport.make(from: store, days: days, by: step)
        case .unattributed: return try UnattributedReport.make(from: store, days: days)
        case .lateEvidence: return try LateEvidenceReport.make(from: store, days: days)
        case .leaverReversals: return try LeaverReversalReport.make(from: store, days: days)
        case .badRecords: return try BadRecordReport.make(from: store, days: days)
        case .reconciliation: return try ReconciliationReport.make(from: store, days: days)
        case .period: return try PeriodReport.make(from: store, days: days)
        case .provisional:
            return try ProvisionalReport.make(from: store, days: days, now: now)
        }
    }
}

/// What `body` reads, its fault as that of a report.
func reading<Value>(_ body: () throws(StoreError) -> Value) throws(ReportFault) -> Value {
    do throws(StoreError) {
        return try body()
    } catch {
        throw .store(error)
    }
}

/// `rows`, unless there are more than a report has.
func limited<Row>(_ rows: [Row]) throws(ReportFault) -> [Row] {
    guard rows.count <= ReportRequest.rowsMax else {
        throw .tooManyRows(max: ReportRequest.rowsMax)
    }
    return rows
}
