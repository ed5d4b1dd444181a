import Hummingbird
import MeritCore
import MeritIntake
import MeritToken

/// `POST /v1/keys/{slot}/retire`: tokens of that slot are rejected from now on.
enum RetireKey: Endpoint {
    static let route = RouteName("POST", "/v1/keys/{slot}/retire")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let slot = try call.path("slot") { KeyChange.slot($0) }
        return try await KeyChange.run(call) { ring throws(KeyRing.Refusal) in
            try ring.retired(slot)
        }
    }
}
