import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake

/// `GET /v1/links`.
enum ListLinks: Endpoint {
    static let route = RouteName("GET", "/v1/links")
    static let scope: Scope? = .links
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["after", "limit"])
        let directory = call.directory
        let page = Page(
            of: directory.links, after: try query.number("after", as: UInt32.self),
            limit: try query.limit(), key: { $0.link.value })
        return Answer.page(page.items, next: page.next) { writer, row in
            writer.write(row, in: directory)
        }
    }
}
