import DoorFixture
import HTTPTypes
import MeritCore
import MeritIdentity
import MeritIntake
import Testing

extension Door {
    /// Adds a secret of the shop's, as while one is being replaced.
    func addWebhookSecret(to shop: ShopName) throws {
        var generator = SystemRandomNumberGenerator()
        let secret = WebhookSecret(using: &generator)
        try keys.update { file throws(KeyFile.Refusal) in
            let secrets = file.shops[shop]
            return try file.with(
                ShopSecrets(
                    webhook: (secrets?.webhook ?? []) + [secret],
                    identity: secrets?.identity ?? []),
                for: shop)
        }
    }
}

extension Mall {
    /// Sends what the shop's newest secret signs, beside a signature that is not ours.
    func sendWithLastSecret(_ body: String, id: String) async throws -> Reply {
        let secret = try #require(door.keys.file.shops[Door.mall]?.webhook.last)
        let bytes = Array(body.utf8)
        let signature = secret.sign(id: EventID(unchecked: id), at: door.now, body: bytes)
        let headers: HTTPFields = [
            .webhookID: id, .webhookTimestamp: String(door.now.milliseconds / 1_000),
            .webhookSignature: "v1a,abc v1,AAAA \(signature)",
        ]
        return try await send(bytes, headers)
    }
}
