import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON

/// `POST /v1/identity/split`: two aliases that facts bound together are bound no longer from now
/// on; orders that the join decided are judged again.
enum SplitIdentity: Endpoint {
    static let route = RouteName("POST", "/v1/identity/split")
    static let scope: Scope? = .directory
    static let effect = EndpointEffect.appends

    private struct Wish {
        let left: Alias
        let right: Alias
        let reason: Reason
    }

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let wish = try await call.body(form(call))
        let done = try await call.run(
            IdentitySplit(
                actor: call.actor,
                personal: IdentitySplit.Personal(
                    left: wish.left, right: wish.right, reason: wish.reason.reason)))
        return Answer.object { writer in
            writer.member("sequence", done.sequence.value)
            writer.member("left", wish.left.shown)
            writer.member("right", wish.right.shown)
        }
    }

    private static func form(_ call: APICall) -> JSONForm<Wish> {
        let hasher = call.intake.keys.view.hasher
        return .object(known: ["left", "right", "reason"]) { members, reader in
            let left = reader.required(members["left"], .oneAlias(hasher))
            let right = reader.required(members["right"], .oneAlias(hasher))
            let reason = reader.required(members["reason"], .reason)
            if let left, left == right {
                reader.note(.contradiction, at: members["right"], "Give another than in left.")
            }
            guard let left, let right, let reason else { return nil }
            return Wish(left: left, right: right, reason: reason)
        }
    }
}
