package import CoreMetrics
package import Hummingbird
package import MeritIntake

/// What systems send us: order webhooks, each believed by its signature alone.
package struct InboundService: Sendable {
    private let intake: Intake
    private let metrics: InboundMetrics

    package init(intake: Intake, metrics: any MetricsFactory = NOOPMetricsHandler.instance) {
        self.intake = intake
        self.metrics = InboundMetrics(metrics)
    }

    /// Every route of the listener.
    package static let routes = [OrderEventsEndpoint.route]

    package func router() -> Router<InboundContext> {
        let router = Router(context: InboundContext.self)
        router.add(middleware: ProblemMiddleware())
        OrderEventsEndpoint(intake: intake, metrics: metrics).add(to: router)
        router.refuseOtherMethods(than: Self.routes)
        return router
    }
}
