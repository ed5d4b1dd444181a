import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON

/// `POST /v1/periods/{period}/close`: confirms the latest proposal, by another person. The month is
/// closed for ever, and sealed.
enum ConfirmClose: Endpoint {
    static let route = RouteName("POST", "/v1/periods/{period}/close")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let period = try call.path("period") { Period($0) }
        _ = try await call.optionalBody(.object(known: []) { _, _ in NothingStated() })
        await call.waitUntilSettled()
        _ = try await call.run(CloseConfirmed(period: period, actor: call.actor))
        // The worker seals what is closed.
        await call.waitUntilSettled()
        return try PeriodAnswer.of(period, call)
    }

    private struct NothingStated {}
}
