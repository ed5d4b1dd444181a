import Hummingbird
import MeritCore
import MeritIntake

/// `POST /v1/adjustments/{adjustment}/decline`: nothing comes of it. Whoever proposed it may
/// withdraw it so.
enum DeclineAdjustment: Endpoint {
    static let route = RouteName("POST", "/v1/adjustments/{adjustment}/decline")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        try await AdjustmentResolving.run(.declined, call)
    }
}
