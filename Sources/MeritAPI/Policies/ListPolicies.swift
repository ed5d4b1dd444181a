import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `GET /v1/policies`: in the order they were published.
enum ListPolicies: Endpoint {
    static let route = RouteName("GET", "/v1/policies")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["after", "limit"])
        let page = Page(
            of: call.directory.policies.rows, after: try query.number("after", as: UInt64.self),
            limit: try query.limit(), key: { $0.recorded.value })
        return Answer.page(page.items, next: page.next) { writer, row in
            writer.member("policy", row.policy.id.value)
            writer.member("effective_from", row.policy.effectiveFrom)
            writer.member("published_at", row.recordedAt)
            writer.array("rules", row.policy.rules) { $0.string($1.name) }
        }
    }
}
