import Hummingbird
import MeritCore
import MeritIntake

/// `POST /v1/adjustments/{adjustment}/approve`: the order is credited as proposed from now on. By
/// another person than the proposer.
enum ApproveAdjustment: Endpoint {
    static let route = RouteName("POST", "/v1/adjustments/{adjustment}/approve")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        try await AdjustmentResolving.run(.approved, call)
    }
}
