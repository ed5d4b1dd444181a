/// How a report is written. The raw value is what `--format` and `format=` take.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// For a terminal.
    case table
    case csv
    case json

    package var contentType: String {
        switch self {
        case .table: "text/plain; charset=utf-8"
        case .csv: "text/csv; charset=utf-8; header=present"
        case .json: "application/json"
        }
    }

    package var fileExtension: String {
        switch self {
        case .table: "txt"
        case .csv: "csv"
        case .json: "json"
        }
    }
}
