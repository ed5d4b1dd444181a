import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritStore

/// What approving and declining an adjustment have in common.
enum AdjustmentResolving {
    /// Answers when the order is judged and posted accordingly.
    static func run(_ resolution: Resolution, _ call: APICall) async throws(Problem) -> Response {
        let number = AdjustmentNumber(try call.number("adjustment"))
        let body = try await call.optionalBody(OptionalReason.form)
        await call.waitUntilSettled()
        _ = try await call.run(
            AdjustmentResolved(
                adjustment: number, resolution: resolution, actor: call.actor,
                personal: body.reason))
        await call.waitUntilSettled()
        let row = try call.stored { store throws(StoreError) in try store.adjustment(number) }
        guard let row else { throw Problem(.internalError) }
        return Answer.object { $0.write(row, in: call.directory) }
    }
}
