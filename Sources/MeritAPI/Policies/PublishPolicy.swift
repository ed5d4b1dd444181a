import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `POST /v1/policies`: publishes a policy; from then on it never changes.
enum PublishPolicy: Endpoint {
    static let route = RouteName("POST", "/v1/policies")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let policy = try await PolicyBody.read(call)
        let done = try await call.run(
            PolicyPublished(document: policy.document, actor: call.actor))
        return Answer.object(.created) { writer in
            writer.member("policy", policy.id.value)
            writer.member("effective_from", policy.effectiveFrom)
            writer.member("sequence", done.sequence.value)
            writer.array("warnings", policy.warnings) { $0.string($1) }
        }
    }
}
