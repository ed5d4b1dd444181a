import Hummingbird
import MeritAttribution
import MeritCommands
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `POST /v1/policies/{policy}/rerun`: asks that the orders created on the days `from` … `to` be
/// judged again by this policy; it counts once somebody else approves it. Simulate before.
enum ProposeRerun: Endpoint {
    static let route = RouteName("POST", "/v1/policies/{policy}/rerun")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.appends

    private struct Wish {
        let from: CivilDate
        let to: CivilDate
        let reason: Reason?
    }

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let policy = try call.path("policy") { PolicyID($0) }
        let wish = try await call.body(form)
        let done = try await call.run(
            RerunProposed(
                policy: policy, from: wish.from, to: wish.to, actor: call.actor,
                personal: wish.reason))
        guard case .rerun(let number)? = done.result.number else { throw Problem(.internalError) }
        let row = try call.stored { store throws(StoreError) in try store.rerun(number) }
        guard let row else { throw Problem(.internalError) }
        return Answer.object(.created) { $0.write(row, in: call.directory) }
    }

    private static var form: JSONForm<Wish> {
        .object(known: ["from", "to", "reason"]) { members, reader in
            let from = reader.required(members["from"], day)
            let to = reader.required(members["to"], day)
            let reason = reader.optional(members["reason"], .reason)
            guard let from, let to else { return nil }
            return Wish(from: from, to: to, reason: reason)
        }
    }

    private static var day: JSONForm<CivilDate> {
        .parsed("a date (2026-11-21)") { CivilDate($0) }
    }
}

extension JSONWriter {
    /// The members of a re-run, as every answer shows it.
    mutating func write(_ row: RerunRow, in directory: MeritAttribution.Directory) {
        member("rerun", row.number.value)
        member("state", row.state.name)
        member("policy", row.policy.value)
        member("from", "\(row.from)")
        member("to", "\(row.to)")
        member("reason", row.reason)
        member("proposed_at", row.recordedAt)
        member("proposer", row.proposer, in: directory)
        member("resolved_at", row.resolvedAt)
        member("resolver", row.resolver, in: directory)
    }
}
