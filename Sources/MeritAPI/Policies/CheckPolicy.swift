import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `POST /v1/policies/check`: reads a policy, tells its faults and warnings, publishes nothing.
enum CheckPolicy: Endpoint {
    static let route = RouteName("POST", "/v1/policies/check")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let policy = try await PolicyBody.read(call)
        return Answer.object { writer in
            writer.member("policy", policy.id.value)
            writer.member("effective_from", policy.effectiveFrom)
            writer.array("warnings", policy.warnings) { $0.string($1) }
            writer.key("document")
            writer.raw(policy.document.utf8)
        }
    }
}
