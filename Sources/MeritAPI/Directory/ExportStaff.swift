import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritReports

/// `GET /v1/staff/export`: the directory as a table that can be imported again. Identifiers are
/// kept as hashes only, so the column `aliases` is not among them.
enum ExportStaff: Endpoint {
    static let route = RouteName("GET", "/v1/staff/export")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        _ = try call.query([])
        let directory = call.directory
        var writer = CSVWriter()
        writer.row(StaffWish.columns.filter { $0 != "aliases" })
        for staff in directory.staffNumbers {
            for row in directory.rows(of: staff) {
                writer.row([
                    String(row.staff.value), row.userID ?? "", row.name, row.department.value,
                    row.employedFrom?.rfc3339 ?? "", row.employedTo?.rfc3339 ?? "",
                    row.successor.map { String($0.value) } ?? "",
                    row.role == .houseAccount ? "true" : "", row.effectiveFrom?.rfc3339 ?? "",
                ])
            }
        }
        return Answer.text(writer.bytes, type: "text/csv; charset=utf-8")
    }
}
