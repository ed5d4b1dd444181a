import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake

/// `GET /v1/links/{link}`.
enum ShowLink: Endpoint {
    static let route = RouteName("GET", "/v1/links/{link}")
    static let scope: Scope? = .links
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let number = try call.path("link") { TokenWish.link($0) }
        let directory = call.directory
        guard let row = directory.link(number) else { throw Problem(.notFound) }
        return Answer.object { $0.write(row, in: directory) }
    }
}
