import HTTPTypes
import Hummingbird
import MeritCore
import MeritIntake
import MeritStore

/// Finds out who asks. Every wrong key gets the same answer.
struct AuthenticationMiddleware: RouterMiddleware {
    let intake: Intake
    let door: APIDoor

    @concurrent func handle(
        _ request: Request, context: APIContext,
        next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        var context = context
        context.caller = try caller(request.headers)
        return try await next(request, context)
    }

    private func caller(_ headers: HTTPFields) throws(Problem) -> Caller {
        let values = headers[values: .authorization]
        guard let value = values.first else {
            guard door == .controlSocket else { throw Problem(.unauthenticated) }
            return .owner
        }
        guard values.count == 1, let key = Self.bearer(value) else {
            throw Problem(.apiKeyInvalid)
        }
        let row: APIKeyRow?
        do throws(StoreError) {
            row = try intake.vault.apiKey(secret: key.digest)
        } catch {
            throw Problem(.storeUnavailable)
        }
        guard let row, row.isGood(at: intake.clock.now()) else { throw Problem(.apiKeyInvalid) }
        let way: Actor.Door = door == .controlSocket ? .controlSocket : .apiKey
        return Caller(
            actor: Actor(person: row.person, door: way),
            scopes: Set(row.scopes.compactMap { Scope(rawValue: $0) }))
    }

    private static func bearer(_ value: String) -> APIKeyText? {
        let parts = value.split(separator: " ", omittingEmptySubsequences: true)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return APIKeyText(parts[1])
    }
}

extension APIKeyRow {
    /// Neither revoked nor expired.
    func isGood(at moment: Timestamp) -> Bool {
        revokedAt == nil && expiresAt.map { moment < $0 } ?? true
    }
}
