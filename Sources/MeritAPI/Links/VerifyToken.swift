import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON
import MeritToken

/// `POST /v1/tokens/verify`: what a token says and the first reason to reject it, by keys and
/// directory as they stand. The numbers stand there whenever the tag verifies.
enum VerifyToken: Endpoint {
    static let route = RouteName("POST", "/v1/tokens/verify")
    static let scope: Scope? = .links
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let text = try await call.body(form)
        let claim: TokenClaim?
        var rejection: TokenRejection?
        switch call.intake.keys.view.ring.verify(text) {
        case .verified(let verified):
            claim = verified
            rejection = call.directory.tokenRejection(of: verified, at: call.now)
        case .rejected(let reason, let named):
            claim = named
            rejection = reason
        }
        return Answer.object { writer in
            writer.member("staff", claim?.staff)
            writer.member("link", claim?.link.value)
            writer.member("issued", claim?.issued.date.description)
            writer.member("slot", claim?.slot.value)
            writer.member("rejection", rejection?.name)
        }
    }

    private static var form: JSONForm<String> {
        .object(known: ["token"]) { members, reader in
            reader.required(members["token"], .text(bytes: 0...1_024))
        }
    }
}
