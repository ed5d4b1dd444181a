import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON
import MeritToken

/// `POST /v1/keys/{slot}/import`: a key from elsewhere signs from now on.
enum ImportKey: Endpoint {
    static let route = RouteName("POST", "/v1/keys/{slot}/import")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.appends

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let slot = try call.path("slot") { KeyChange.slot($0) }
        let key = try await call.body(form)
        let links: KeyRing.IssuedLinks = call.directory.links.isEmpty ? .none : .some
        return try await KeyChange.run(call) { ring throws(KeyRing.Refusal) in
            try ring.imported(key, into: slot, links: links)
        }
    }

    private static var form: JSONForm<[UInt8]> {
        .object(known: ["key"]) { members, reader in
            reader.required(
                members["key"],
                .parsed("64 hexadecimal digits") { text in
                    Hex.decode(text).flatMap { $0.count == SigningKey.byteCount ? $0 : nil }
                })
        }
    }
}
