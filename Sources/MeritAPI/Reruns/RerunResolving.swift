import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritStore

/// What approving and declining a re-run have in common.
enum RerunResolving {
    /// Answers when the orders are judged and posted accordingly, or after a while: then they are
    /// being judged.
    static func run(_ resolution: Resolution, _ call: APICall) async throws(Problem) -> Response {
        let number = RerunNumber(try call.number("rerun"))
        _ = try await call.run(
            RerunResolved(rerun: number, resolution: resolution, actor: call.actor))
        await call.waitUntilSettled()
        let row = try call.stored { store throws(StoreError) in try store.rerun(number) }
        guard let row else { throw Problem(.internalError) }
        return Answer.object { $0.write(row, in: call.directory) }
    }
}
