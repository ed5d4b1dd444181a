import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `GET /v1/bad-records/{record}`: what is wrong with it, fault by fault, and, with the scope
/// `identifiers`, the body as it came.
enum ShowBadRecord: Endpoint {
    static let route = RouteName("GET", "/v1/bad-records/{record}")
    static let scope: Scope? = .import
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let record = try BadRecordCase(call)
        let body = try record.body(call)
        var faults: [Problem.BodyFault] = []
        if let body, record.source != nil,
            case .faulty(let found) = try await record.reading(
                body, event: record.row.event, call)
        {
            faults = found.faults.map { Problem.BodyFault($0) }
        }
        let isShown = call.caller.has(.identifiers)
        return Answer.object { writer in
            writer.write(record.row)
            writer.array("errors", faults.prefix(Problem.faultsMax)) { $0.write($1) }
            writer.member("body_kept", body != nil)
            guard isShown, let body else { return }
            writer.member("body", String(decoding: body, as: UTF8.self))
        }
    }
}
