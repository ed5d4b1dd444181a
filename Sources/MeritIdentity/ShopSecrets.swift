/// What we share with one shop. Several of each while one is being replaced.
package struct ShopSecrets: Hashable, Sendable {
    /// The shop's order events may be signed with any of them; the newest last.
    package let webhook: [WebhookSecret]
    /// The shop's identities may be signed with any of them; the newest last.
    package let identity: [IdentitySecret]

    package init(webhook: [WebhookSecret], identity: [IdentitySecret]) {
        self.webhook = webhook
        self.identity = identity
    }
}
