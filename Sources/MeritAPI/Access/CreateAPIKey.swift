import HTTPTypes
import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `POST /v1/api-keys`: makes a key and shows it, this once.
enum CreateAPIKey: Endpoint {
    static let route = RouteName("POST", "/v1/api-keys")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.appends

    private struct Wish {
        let name: String
        let person: PersonReference?
        let scopes: [Scope]
        let expiresDays: Int64?
    }

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let wish = try await call.body(form)
        let person = try wish.person.map { reference throws(Problem) in
            try reference.number(in: call.directory)
        }
        let key = APIKeyText(drawnFrom: call.intake.random)
        let now = call.now
        let row = APIKeyRow(
            id: key.id, secret: key.digest, name: wish.name, person: person,
            scopes: wish.scopes.map(\.rawValue), createdAt: now,
            expiresAt: wish.expiresDays.map { now.advanced(by: .days($0)) }, revokedAt: nil)
        try await issue(row, call)
        return Answer.object(.created) { writer in
            writer.write(row)
            writer.member("key", key.text)
        }
    }

    /// The vault first, then the fact that refers to it. A key that the books do not tell of opens
    /// nothing.
    private static func issue(_ row: APIKeyRow, _ call: APICall) async throws(Problem) {
        try call.vaulted { vault throws(StoreError) in try vault.add(apiKey: row) }
        do throws(Problem) {
            _ = try await call.run(APIKeyChanged(row, .issued, by: call.actor))
        } catch {
            try call.vaulted { vault throws(StoreError) in
                try vault.revoke(apiKey: row.id, at: call.now)
            }
            throw error
        }
    }

    private static var form: JSONForm<Wish> {
        .object(known: ["name", "person", "scopes", "expires_days"]) { members, reader in
            let name = reader.required(members["name"], .plainText)
            let person = reader.optional(members["person"], .person)
            let scopes = reader.required(
                members["scopes"], .array(countMax: Scope.allCases.count, of: scopeForm))
            let days = reader.optional(members["expires_days"], .integer(1...36_500))
            guard let name, let scopes else { return nil }
            if scopes.isEmpty {
                reader.note(.tooShort, at: members["scopes"], "At least one scope.")
            }
            return Wish(name: name, person: person, scopes: scopes, expiresDays: days)
        }
    }

    private static var scopeForm: JSONForm<Scope> {
        JSONForm<String>.choice(Scope.allCases.map(\.rawValue)).map("a scope") {
            Scope(rawValue: $0)
        }
    }
}

extension JSONWriter {
    /// A key's members, without anything secret.
    mutating func write(_ row: APIKeyRow) {
        member("id", row.id)
        member("name", row.name)
        member("person", row.person?.value)
        array("scopes", row.scopes) { $0.string($1) }
        member("created_at", row.createdAt)
        member("expires_at", row.expiresAt)
        member("revoked_at", row.revokedAt)
    }
}

extension APIKeyChanged {
    /// What the books tell of a key.
    init(_ row: APIKeyRow, _ change: Change, by actor: Actor) {
        self.init(
            key: row.id, change: change, person: row.person, scopes: row.scopes, actor: actor,
            personal: Personal(name: row.name))
    }
}
