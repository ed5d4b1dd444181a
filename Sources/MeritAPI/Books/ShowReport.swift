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
        guard let kind = ReportKind(rawValue: name) else {
            let known = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.reportUnknown, detail: "There are \(known).")
        }
        let query = try call.query(["from", "to", "by", "format"])
        let days = try query.days()
        let step = try query.optional("by", "day, week or month") { ReportStep(rawValue: $0) }
        let format =
            try query.optional("format", "json, csv or table") { ReportFormat(rawValue: $0) }
            ?? .json
        let request = ReportRequest(kind, days: days, by: step, now: call.now)
        do throws(ReportFault) {
            let report = try request.answer(from: call.store)
            return Answer.text(report.rendered(as: format), type: format.contentType)
        } catch {
            throw problem(error)
        }
    }

    private static func problem(_ fault: ReportFault) -> Problem {
        switch fault {
        case .tooManySteps, .tooManyRows: Problem(.reportTooLong, detail: fault.message)
        case .noSteps: Problem(.queryInvalid, detail: fault.message)
        case .store: Problem(.storeUnavailable)
        }
    }
}
