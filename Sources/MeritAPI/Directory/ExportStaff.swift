import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritLedger

/// `GET /v1/staff/export`: every row of the directory that holds at some time, as a table that can
/// be imported again and then changes nothing. Identifiers are kept as hashes only, so the column
/// `aliases` is not among them; without that column an import leaves them as they are.
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
            let rows = directory.timeline(of: staff)?.started ?? []
            for started in rows {
                let row = started.row
                writer.row([
                    String(row.staff.value), row.userID ?? "", row.name, row.department.value,
                    row.employedFrom?.rfc3339 ?? "", row.employedTo?.rfc3339 ?? "",
                    row.successor.map { String($0.value) } ?? "",
                    row.role == .houseAccount ? "true" : "",
                    rows.count == 1 ? row.effectiveFrom?.rfc3339 ?? "" : started.start.rfc3339,
                ])
            }
        }
        return Answer.text(writer.bytes, type: "text/csv; charset=utf-8")
    }
}
