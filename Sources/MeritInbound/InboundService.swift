package import Hummingbird
package import MeritIntake

/// What systems send us: order webhooks, each believed by its signature alone.
package struct InboundService: Sendable {
    private let intake: Intake

    package init(intake: Intake) {
        self.intake = intake
    }

    /// Every route of the listener.
    package static let routes = [OrderEventsEndpoint.route]

    package func router() -> Router<InboundContext> {
        let router = Router(context: InboundContext.self)
        router.add(middleware: ProblemMiddleware())
        OrderEventsEndpoint(intake: intake).add(to: router)
        router.refuseOtherMethods(than: Self.routes)
        return router
    }
}
