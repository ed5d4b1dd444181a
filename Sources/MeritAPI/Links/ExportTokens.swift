import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritLedger
import MeritToken

/// `GET /v1/tokens/export?link&staff_in`: a token for everybody of a department and of those below
/// it who is employed now, as CSV.
enum ExportTokens: Endpoint {
    static let route = RouteName("GET", "/v1/tokens/export")
    static let scope: Scope? = .links
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["link", "staff_in", "issued"])
        let wish = try TokenWish(query, call)
        let department = try query.required("staff_in", DepartmentCode.rule) {
            DepartmentCode($0)
        }
        let directory = call.directory
        let now = call.now
        guard directory.knows(wish.link) else { throw Problem(.unknownLink) }
        guard directory.knows(department) else { throw Problem(.unknownDepartment) }
        let rows = directory.staffNumbers.compactMap { directory.staff($0, at: now) }.filter {
            directory.isBelow($0.department, department, at: now)
                && directory.employment(of: $0.staff, at: now) == .employed
        }
        let ring = call.intake.keys.view.ring
        var writer = CSVWriter()
        writer.row(["staff", "name", "department", "link", "issued", "token", "url"])
        for row in rows {
            let token = try wish.sign(row.staff, ring)
            writer.row([
                String(row.staff.value), row.name, row.department.value,
                String(wish.link.value), wish.issued.date.description, token.text,
                call.url(of: token) ?? "",
            ])
        }
        return Answer.text(writer.bytes, type: "text/csv; charset=utf-8")
    }
}
