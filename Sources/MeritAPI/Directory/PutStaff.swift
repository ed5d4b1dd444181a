import Hummingbird
import MeritAttribution
import MeritCommands
import MeritCore
import MeritIntake
import MeritJSON

/// `PUT /v1/staff/{staff}`: what the staff member is from `effective_from` on.
enum PutStaff: Endpoint {
    static let route = RouteName("PUT", "/v1/staff/{staff}")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let staff = try call.path("staff") { StaffWish.staff($0) }
        let wish = try await call.body(
            StaffWish.form(call.directory.calendar, call.intake.keys.view.hasher))
        let done = try await call.runForRedirects(
            wish.command(staff, call.actor, nil, present: nil))
        return Answer.object { writer in
            writer.member("staff", staff.value)
            writer.member("name", wish.name)
            writer.member("department", wish.department.value)
            writer.warnings(done.result.warnings)
        }
    }
}
