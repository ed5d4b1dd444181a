import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `POST /v1/bad-records/{record}/discard`: nothing will come of it.
enum DiscardBadRecord: Endpoint {
    static let route = RouteName("POST", "/v1/bad-records/{record}/discard")
    static let scope: Scope? = .import
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let record = try BadRecordCase(call)
        try record.requireOpen()
        try await BadRecordEnd.record(.discarded, record, call)
        return Answer.object { writer in
            writer.member("record", record.row.sequence.value)
            writer.member("outcome", "discarded")
        }
    }
}
