import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `GET /v1/persons`.
enum ListPersons: Endpoint {
    static let route = RouteName("GET", "/v1/persons")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["after", "limit"])
        let page = Page(
            of: call.directory.persons, after: try query.number("after", as: UInt32.self),
            limit: try query.limit(), key: { $0.person.value })
        return Answer.page(page.items, next: page.next) { writer, row in
            writer.member("person", row.person.value)
            writer.member("name", row.name)
            writer.member("userid", row.userID)
            writer.member("added_at", row.recordedAt)
        }
    }
}
