import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `POST /v1/periods/{period}/propose`: asks that a month be closed as its books stand; it is
/// closed once somebody else confirms it. What stands in the way is listed.
enum ProposeClose: Endpoint {
    static let route = RouteName("POST", "/v1/periods/{period}/propose")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.appends

    private struct Wish {
        let waives: CloseProposed.Waives
        let reason: Reason?
    }

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let period = try call.path("period") { Period($0) }
        let wish = try await call.optionalBody(form)
        // What has come in is judged and posted first, so that it does not stand in the way, and
        // does not make the proposal stale.
        await call.waitUntilSettled()
        _ = try await call.run(
            CloseProposed(
                period: period, waives: wish.waives, actor: call.actor, personal: wish.reason))
        return try PeriodAnswer.of(period, call)
    }

    /// `waive`: bad records and open appeals don't stand in the way; then a reason is required.
    private static var form: JSONForm<Wish> {
        .object(known: ["waive", "reason"]) { members, reader in
            let waive = reader.optional(members["waive"], .bool) ?? false
            let reason = reader.optional(members["reason"], .reason)
            if waive, reason == nil {
                reader.note(.missing, at: members["reason"], "Say why nothing of it matters.")
            }
            return Wish(waives: waive ? .badRecordsAndAppeals : .nothing, reason: reason)
        }
    }
}

/// A period as it stands, for answers.
enum PeriodAnswer {
    static func of(_ period: Period, _ call: APICall) throws(Problem) -> Response {
        let rows = try call.stored { store throws(StoreError) in try store.periods() }
        guard let row = rows.last(where: { $0.period == period }) else {
            throw Problem(.internalError)
        }
        return Answer.object { $0.write(row, in: call.directory) }
    }
}
