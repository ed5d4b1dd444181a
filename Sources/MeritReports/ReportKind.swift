/// The reports there are. The raw value is the name in commands and addresses.
package enum ReportKind: String, CaseIterable, Sendable {
    case staff
    case department
    case unattributed
    case lateEvidence = "late_evidence"
    case leaverReversals = "leaver_reversals"
    case badRecords = "bad_records"
    case reconciliation
    case period
    case provisional

    /// One sentence for lists and help.
    package var summary: String {
        switch self {
        case .staff: "Traffic and money by staff member, department and currency."
        case .department: "Traffic and money by department and currency."
        case .unattributed: "Orders that nobody is credited with, each with its nearest miss."
        case .lateEvidence:
            "Evidence recorded on these days that came too late, and what it would have changed."
        case .leaverReversals: "Reversals on people who were no longer employed by then."
        case .badRecords: "Input received on these days that could not be processed."
        case .reconciliation:
            "Orders created on these days: what the shop says against what was posted."
        case .period:
            "The months of these days: how far their close is, totals, imports, late entries."
        case .provisional:
            "Money by staff member: provisional, booked, settled and closed, as of now."
        }
    }

    /// The heading of the table.
    package var title: String {
        switch self {
        case .staff: "Staff"
        case .department: "Departments"
        case .unattributed: "Unattributed orders"
        case .lateEvidence: "Late evidence"
        case .leaverReversals: "Reversals on leavers"
        case .badRecords: "Bad records"
        case .reconciliation: "Reconciliation"
        case .period: "Periods"
        case .provisional: "Provisional and settled"
        }
    }

    /// Whether its rows can stand by day, week or month.
    package var steps: Steps {
        switch self {
        case .staff, .department: .taken
        default: .refused
        }
    }

    package enum Steps: Hashable, Sendable {
        case taken
        case refused
    }
}
