import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `POST /v1/api-keys/{id}/revoke`: the key opens nothing from now on. Again: nothing changes.
enum RevokeAPIKey: Endpoint {
    static let route = RouteName("POST", "/v1/api-keys/{id}/revoke")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let id = try call.path("id") { $0 }
        let keys = try call.vaulted { vault throws(StoreError) in try vault.apiKeys() }
        guard let row = keys.first(where: { $0.id == id }) else { throw Problem(.notFound) }
        let now = call.now
        if row.revokedAt == nil {
            try call.vaulted { vault throws(StoreError) in try vault.revoke(apiKey: id, at: now) }
            _ = try await call.run(APIKeyChanged(row, .revoked, by: call.actor))
        }
        return Answer.object { writer in
            writer.member("id", id)
            writer.member("revoked_at", row.revokedAt ?? now)
        }
    }
}
