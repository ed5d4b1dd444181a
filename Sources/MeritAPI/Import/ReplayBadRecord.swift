import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `POST /v1/bad-records/{record}/replay`: takes in the mended body, or with an empty one the body
/// as it came, and marks the record as dealt with. What a person mended says so in proofs.
enum ReplayBadRecord: Endpoint {
    static let route = RouteName("POST", "/v1/bad-records/{record}/replay")
    static let scope: Scope? = .import
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["event_id"])
        let record = try BadRecordCase(call)
        try record.requireOpen()
        let event = try query.optional("event_id", EventID.rule) { EventID($0) }
        let mended = try await call.request.body(atMost: APICall.bodyBytesMax)
        let kept = try record.body(call)
        guard let body = mended.isEmpty ? kept : mended else {
            throw Problem(.badRecordBodyGone)
        }
        let outcome = try await take(body, event ?? record.row.event, record, call)
        try await BadRecordEnd.record(.replayed, record, call)
        return Answer.object { writer in
            writer.member("record", record.row.sequence.value)
            writer.member("outcome", outcome.name)
        }
    }

    private static func take(
        _ body: [UInt8], _ event: EventID?, _ record: BadRecordCase, _ call: APICall
    ) async throws(Problem) -> LineOutcome {
        switch try await record.reading(body, event: event, call) {
        case .faulty(let faults): throw .body(faults)
        case .item(let item):
            switch await call.intake.record([item]).first {
            case .accepted?: return .accepted
            case .duplicate?: return .duplicate
            case .conflict?: throw Problem(.eventIDConflict)
            case .refused(let refusal)?: throw refusal.problem
            case nil: throw Problem(.internalError)
            }
        }
    }
}

/// How a bad record is closed.
enum BadRecordEnd {
    static func record(
        _ outcome: BadRecordResolved.Outcome, _ record: BadRecordCase, _ call: APICall
    ) async throws(Problem) {
        let fact = BadRecordResolved(
            record: record.row.sequence, outcome: outcome, actor: call.actor)
        try await call.waitUntilApplied(call.record([fact]))
    }
}
