package import MeritStore

/// Why there is no report.
package enum ReportFault: Error, Hashable, Sendable {
    /// More days, weeks or months than one report holds.
    case tooManySteps(max: Int)
    case store(StoreError)

    package var code: String {
        switch self {
        case .tooManySteps: "report_too_long"
        case .store(let error): error.code
        }
    }

    package var message: String {
        switch self {
        case .tooManySteps(let max):
            "A report has at most \(max) steps: ask for fewer days, or by week or month."
        case .store(let error): error.hint
        }
    }
}
