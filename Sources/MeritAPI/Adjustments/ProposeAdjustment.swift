import Hummingbird
import MeritAttribution
import MeritCommands
import MeritCore
import MeritIntake
import MeritStore

/// `POST /v1/adjustments`: asks that an order be credited otherwise; it counts once somebody else
/// approves it.
enum ProposeAdjustment: Endpoint {
    static let route = RouteName("POST", "/v1/adjustments")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let wish = try await call.body(AdjustmentWish.form)
        // An order that has just come in may still wait to be judged.
        await call.waitUntilSettled()
        let done = try await call.run(wish.command(call.actor))
        guard case .adjustment(let number)? = done.result.number else {
            throw Problem(.internalError)
        }
        let row = try call.stored { store throws(StoreError) in try store.adjustment(number) }
        guard let row else { throw Problem(.internalError) }
        return Answer.object(.created) { $0.write(row, in: call.directory) }
    }
}
