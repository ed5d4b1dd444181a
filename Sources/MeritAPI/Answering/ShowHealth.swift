import HTTPTypes
import Hummingbird
import MeritIntake
import MeritJSON

/// `GET /v1/health`: how the parts of the service fare; 503 where one fails.
enum ShowHealth: Endpoint {
    static let route = RouteName("GET", "/v1/health")
    static let scope: Scope? = nil
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let intake = HealthPart(
            name: "intake", state: call.intake.readiness == .ready ? .ready : .failing,
            detail: "used ids are known up to the journal's end")
        let parts = call.parts.process.health() + [intake]
        let isReady = parts.allSatisfy { $0.state == .ready }
        return Answer.object(isReady ? .ok : .serviceUnavailable) { writer in
            writer.member("ready", isReady)
            writer.array("parts", parts) { writer, part in
                writer.object { writer in
                    writer.member("name", part.name)
                    writer.member("state", part.state.rawValue)
                    writer.member("detail", part.detail)
                }
            }
        }
    }
}
