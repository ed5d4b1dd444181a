import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake

/// `POST /v1/links/{link}/revoke`: the link's tokens are rejected from now on.
enum RevokeLink: Endpoint {
    static let route = RouteName("POST", "/v1/links/{link}/revoke")
    static let scope: Scope? = .links
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let number = try call.path("link") { TokenWish.link($0) }
        _ = try await call.runForRedirects(LinkRevoked(link: number, actor: call.actor))
        let directory = call.directory
        guard let row = directory.link(number) else { throw Problem(.internalError) }
        return Answer.object { $0.write(row, in: directory) }
    }
}
