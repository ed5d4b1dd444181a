import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake

/// `GET /v1/policies/{policy}`: the policy as it was published.
enum ShowPolicy: Endpoint {
    static let route = RouteName("GET", "/v1/policies/{policy}")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let id = try call.path("policy") { PolicyID($0) }
        guard let policy = call.directory.policies.policy(id) else { throw Problem(.notFound) }
        return .json(.ok, Array(policy.document.utf8))
    }
}
