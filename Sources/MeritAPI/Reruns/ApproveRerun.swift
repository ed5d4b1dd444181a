import Hummingbird
import MeritCore
import MeritIntake

/// `POST /v1/reruns/{rerun}/approve`: the orders in its range are judged again. By another
/// person than the proposer.
enum ApproveRerun: Endpoint {
    static let route = RouteName("POST", "/v1/reruns/{rerun}/approve")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        try await RerunResolving.run(.approved, call)
    }
}
