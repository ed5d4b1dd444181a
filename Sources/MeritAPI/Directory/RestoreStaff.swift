import Hummingbird
import MeritCore
import MeritIntake

/// `POST /v1/staff/{staff}/restore`: the staff member's tokens are accepted again.
enum RestoreStaff: Endpoint {
    static let route = RouteName("POST", "/v1/staff/{staff}/restore")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        try await StaffRevocationCommand.run(.restored, call)
    }
}
