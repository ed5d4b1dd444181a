import Hummingbird
import MeritIntake

/// `GET /metrics`: what the service counts and how it stands, for Prometheus.
enum ShowMetrics: Endpoint {
    static let route = RouteName("GET", "/metrics")
    static let scope: Scope? = .metrics
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let metrics = await call.parts.process.metrics()
        return Answer.text(Array(metrics.text.utf8), type: metrics.type)
    }
}
