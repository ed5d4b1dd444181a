import Hummingbird
import MeritIntake

/// `POST /v1/contacts/import?file[&first_line][&dry_run]`: contacts that were added and deleted,
/// from a file, in parts; repeats do nothing.
enum ImportContacts: Endpoint {
    static let route = RouteName("POST", "/v1/contacts/import")
    static let scope: Scope? = .import
    static let effect = EndpointEffect.appendsPart

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(ImportChunk.parameters)
        return try await ImportChunk(query, call, .contacts).respond(to: call)
    }
}
