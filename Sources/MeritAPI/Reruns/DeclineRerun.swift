import Hummingbird
import MeritCore
import MeritIntake

/// `POST /v1/reruns/{rerun}/decline`: nothing comes of it. Whoever proposed it may
/// withdraw it so.
enum DeclineRerun: Endpoint {
    static let route = RouteName("POST", "/v1/reruns/{rerun}/decline")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        try await RerunResolving.run(.declined, call)
    }
}
