import Hummingbird
import MeritCore
import MeritIntake
import MeritLedger
import MeritReports

/// `GET /v1/reports/{name}?from&to&by&format`: a report with its control totals. `from` and `to`
/// are business days, both included.
enum ShowReport: Endpoint {
    static let route = RouteName("GET", "/v1/reports/{name}")
    static let scope: Scope? = .reports
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let name = try call.path("name") { $0 }
        guard name == "staff" else { throw Problem(.reportUnknown) }
        let query = try call.query(["from", "to", "by", "format"])
        let day = "a date (2026-11-21)"
        let first = try query.required("from", day) { CivilDate($0) }
        let last = try query.required("to", day) { CivilDate($0) }
        guard first <= last else {
            throw Problem(.queryInvalid, detail: "to lies before from.")
        }
        let step = try query.optional("by", "day, week or month") { ReportStep(rawValue: $0) }
        let format =
            try query.optional("format", "json, csv or table") { ReportFormat(rawValue: $0) }
            ?? .json
        let report = try report(call, DayRange(first: first, last: last), step)
        return Answer.text(report.rendered(as: format), type: format.contentType)
    }

    private static func report(
        _ call: APICall, _ days: DayRange, _ step: ReportStep?
    ) throws(Problem) -> StaffReport {
        do throws(ReportFault) {
            return try StaffReport.make(from: call.store, days: days, by: step)
        } catch {
            switch error {
            case .tooManySteps: throw Problem(.reportTooLong, detail: error.message)
            case .store: throw Problem(.storeUnavailable)
            }
        }
    }
}
