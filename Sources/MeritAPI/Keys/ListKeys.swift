import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritToken

/// `GET /v1/keys`: the key ring, without the keys.
enum ListKeys: Endpoint {
    static let route = RouteName("GET", "/v1/keys")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        _ = try call.query([])
        return Answer.page(call.intake.keys.view.ring.keys, next: nil) { writer, key in
            writer.member("slot", key.slot.value)
            writer.member("state", key.state.name)
            writer.member("origin", key.origin.rawValue)
        }
    }
}
