import Hummingbird
import Logging
import MeritAttribution
import MeritCore
import MeritIdentity
import MeritIntake
import MeritJSON

/// `POST /v1/shops`: adds a mall and shows its two secrets, this once. The secrets are kept before
/// the fact, so that a shop that is known has secrets.
enum AddShop: Endpoint {
    static let route = RouteName("POST", "/v1/shops")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.appends

    private struct Wish {
        let shop: ShopName
        let webhook: WebhookSecret?
    }

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let wish = try await call.body(form)
        guard !call.directory.knows(wish.shop) else { throw Problem(.shopExists) }
        let secrets = try keep(wish, call)
        _ = try await call.runForRedirects(ShopAdded(shop: wish.shop, actor: call.actor))
        return Answer.object(.created) { writer in
            writer.member("shop", wish.shop.value)
            writer.member("webhook_secret", secrets.webhook.last?.text)
            writer.member("identity_secret", secrets.identity.last?.text)
        }
    }

    private static func keep(_ wish: Wish, _ call: APICall) throws(Problem) -> ShopSecrets {
        let random = call.intake.random
        let identity = IdentitySecret(bytes: random(IdentitySecret.byteCountMade))
        guard let identity,
            let webhook = wish.webhook
                ?? WebhookSecret(bytes: random(WebhookSecret.byteCountMade))
        else { throw Problem(.internalError) }
        let made = ShopSecrets(webhook: [webhook], identity: [identity])
        do throws(KeyHolder.ChangeFault<KeyFile.Refusal>) {
            try call.intake.keys.update { file throws(KeyFile.Refusal) in
                try file.with(secrets(of: wish, in: file, made: made), for: wish.shop)
            }
        } catch {
            throw call.problem(error) { _ in .secretInUse }
        }
        guard let kept = call.intake.keys.file.shops[wish.shop] else {
            throw Problem(.internalError)
        }
        return kept
    }

    /// Secrets that an attempt before this one left stay: another request may be about to answer
    /// with them.
    private static func secrets(
        of wish: Wish, in file: KeyFile, made: ShopSecrets
    ) -> ShopSecrets {
        guard let left = file.shops[wish.shop] else { return made }
        guard let given = wish.webhook, !left.webhook.contains(given) else { return left }
        return ShopSecrets(webhook: left.webhook + [given], identity: left.identity)
    }

    private static var form: JSONForm<Wish> {
        .object(known: ["shop", "webhook_secret"]) { members, reader in
            let shop = reader.required(members["shop"], .parsed(ShopName.rule) { ShopName($0) })
            let webhook = reader.optional(
                members["webhook_secret"],
                .parsed("whsec_ and the base64 of 24 to 64 bytes") { WebhookSecret($0) })
            return shop.map { Wish(shop: $0, webhook: webhook) }
        }
    }
}

extension APICall {
    /// The answer where keys were not changed.
    func problem<Refusal: Error>(
        _ fault: KeyHolder.ChangeFault<Refusal>, _ code: (Refusal) -> ErrorCode
    ) -> Problem {
        switch fault {
        case .refused(let refusal): return Problem(code(refusal))
        case .unusable: return Problem(.internalError)
        case .notKept(let reason):
            logger.error("keys.json could not be written", metadata: ["reason": "\(reason)"])
            return Problem(.keysNotKept)
        }
    }
}
