import Hummingbird
import MeritIntake

/// `POST /v1/handovers/import?file[&first_line][&dry_run]`: customers handed over from one staff
/// member to another, from a file, in parts; repeats do nothing.
enum ImportHandOvers: Endpoint {
    static let route = RouteName("POST", "/v1/handovers/import")
    static let scope: Scope? = .import
    static let effect = EndpointEffect.appendsPart

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(ImportChunk.parameters)
        return try await ImportChunk(query, call, .handOvers).respond(to: call)
    }
}
