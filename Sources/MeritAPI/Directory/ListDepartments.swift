import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `GET /v1/departments`: as they stand now.
enum ListDepartments: Endpoint {
    static let route = RouteName("GET", "/v1/departments")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["after", "limit"])
        let directory = call.directory
        let now = call.now
        let page = Page(
            of: directory.departmentCodes.compactMap { directory.department($0, at: now) },
            after: try query.optional("after", DepartmentCode.rule) { DepartmentCode($0) },
            limit: try query.limit(), key: { $0.department })
        return Answer.page(page.items, next: page.next) { writer, row in
            writer.member("department", row.department.value)
            writer.member("name", row.name)
            writer.member("parent", row.parent)
            writer.member("store", row.store)
            writer.member(
                "house_account", directory.houseAccount(of: row.department, at: now))
        }
    }
}
