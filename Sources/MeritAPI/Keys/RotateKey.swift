import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritToken

/// `POST /v1/keys/rotate`: a new key signs from now on, the former one verifies.
enum RotateKey: Endpoint {
    static let route = RouteName("POST", "/v1/keys/rotate")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.appends

    private struct Wish {
        let replacing: KeySlot?
    }

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let wish = try await call.body(form)
        let key = call.intake.random(SigningKey.byteCount)
        return try await KeyChange.run(call) { ring throws(KeyRing.Refusal) in
            try ring.rotated(to: key, replacing: wish.replacing)
        }
    }

    private static var form: JSONForm<Wish> {
        .object(known: ["replacing"]) { members, reader in
            let slot = reader.optional(members["replacing"], .integer(0...15))
            return Wish(replacing: slot.flatMap { KeySlot($0) })
        }
    }
}
