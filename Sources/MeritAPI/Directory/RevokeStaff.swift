import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON

/// `POST /v1/staff/{staff}/revoke`: the staff member's tokens are rejected from now on.
enum RevokeStaff: Endpoint {
    static let route = RouteName("POST", "/v1/staff/{staff}/revoke")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        try await StaffRevocationCommand.run(.revoked, call)
    }
}

/// What revoking and restoring have in common.
enum StaffRevocationCommand {
    static func run(
        _ change: StaffRevocation.Change, _ call: APICall
    ) async throws(Problem) -> Response {
        let staff = try call.path("staff") { StaffWish.staff($0) }
        _ = try await call.runForRedirects(
            StaffRevocation(staff: staff, change: change, actor: call.actor))
        return Answer.object { writer in
            writer.member("staff", staff.value)
            writer.member("revoked", change == .revoked)
        }
    }
}
