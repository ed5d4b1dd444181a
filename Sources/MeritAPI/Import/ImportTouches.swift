import Hummingbird
import MeritIntake

/// `POST /v1/touches/import?file[&first_line][&dry_run]`: past touches from a file, in parts;
/// repeats do nothing.
enum ImportTouches: Endpoint {
    static let route = RouteName("POST", "/v1/touches/import")
    static let scope: Scope? = .import
    static let effect = EndpointEffect.appendsPart

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(ImportChunk.parameters)
        return try await ImportChunk(query, call, .touches).respond(to: call)
    }
}
