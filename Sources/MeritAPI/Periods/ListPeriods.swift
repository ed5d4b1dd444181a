import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritStore

/// `GET /v1/periods`: the months that have entries or a proposal, the oldest
/// first.
enum ListPeriods: Endpoint {
    static let route = RouteName("GET", "/v1/periods")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["after", "limit"])
        let rows = try call.stored { store throws(StoreError) in try store.periods() }
        let page = Page(
            of: rows, after: try query.optional("after", "a month (2026-11)") { Period($0) },
            limit: try query.limit(), key: { $0.period })
        let directory = call.directory
        return Answer.page(page.items, next: page.next) { $0.write($1, in: directory) }
    }
}
