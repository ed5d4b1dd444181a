import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `GET /v1/staff`: the directory as it stands now; with `department`, that department's.
enum ListStaff: Endpoint {
    static let route = RouteName("GET", "/v1/staff")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["department", "after", "limit"])
        let department = try query.optional("department", DepartmentCode.rule) {
            DepartmentCode($0)
        }
        let directory = call.directory
        let now = call.now
        let rows = directory.staffNumbers.compactMap { directory.staff($0, at: now) }
        let page = Page(
            of: rows.filter { row in department.map { row.department == $0 } ?? true },
            after: try query.number("after", as: UInt32.self), limit: try query.limit(),
            key: { $0.staff.value })
        return Answer.page(page.items, next: page.next) { writer, row in
            writer.write(row, in: directory, at: now)
        }
    }
}

extension JSONWriter {
    mutating func write(
        _ row: StaffRow, in directory: MeritAttribution.Directory, at now: Timestamp
    ) {
        member("staff", row.staff.value)
        member("userid", row.userID)
        member("name", row.name)
        member("department", row.department.value)
        member("employed_from", row.employedFrom)
        member("employed_to", row.employedTo)
        member("successor", row.successor)
        member("house", row.role == .houseAccount)
        member("revoked", directory.isRevoked(staff: row.staff, at: now))
    }
}
