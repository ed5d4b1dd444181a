package import MeritStore

/// Why there is no report.
package enum ReportFault: Error, Hashable, Sendable {
    /// More days, weeks or months than one report holds.
    case tooManySteps(max: Int)
    /// More rows than one report holds.
    case tooManyRows(max: Int)
    /// The report knows no steps.
    case noSteps(ReportKind)
    case store(StoreError)

    package var code: String {
        switch self {
        case .tooManySteps, .tooManyRows: "report_too_long"
        case .noSteps: "query_invalid"
        case .store(let error): error.code
        }
    }

    package var message: String {
        switch self {
        case .tooManySteps(let max):
            "A report has at most \(max) steps: ask for fewer days, or by week or month."
        case .tooManyRows(let max): "A report has at most \(max) rows: ask for fewer days."
        case .noSteps(let kind): "The report \(kind.rawValue) is not by day, week or month."
        case .store(let error): error.hint
        }
    }
}
