import Hummingbird
import MeritIntake

/// One route of the API and what it does.
protocol Endpoint: SendableMetatype {
    static var route: RouteName { get }
    /// What a key must be good for; nil: any key will do.
    static var scope: Scope? { get }
    static var effect: EndpointEffect { get }

    static func respond(to call: APICall) async throws(Problem) -> Response
}

/// Whether an endpoint changes anything.
enum EndpointEffect: Sendable {
    case reads
    /// The answer waits until what was appended has been applied, judged and posted.
    case appends
    /// One part of a long import: the next request waits for it.
    case appendsPart
}
