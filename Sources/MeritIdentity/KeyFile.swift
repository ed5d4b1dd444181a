package import MeritCore

/// All key material of a data directory: what `keys.json` holds, as a value. Its description hides
/// all of it.
package struct KeyFile: Hashable, Sendable, CustomStringConvertible {
    /// The ring's keys, in the order of slots.
    package let signingKeys: [SigningKey]
    /// 32 bytes each.
    package let clickKey: [UInt8]
    package let pseudonymKey: [UInt8]
    package let vaultKey: [UInt8]
    package let shops: [ShopName: ShopSecrets]

    package static let keyBytes = 32

    init(
        signingKeys: [SigningKey], clickKey: [UInt8], pseudonymKey: [UInt8], vaultKey: [UInt8],
        shops: [ShopName: ShopSecrets]
    ) {
        self.signingKeys = signingKeys
        self.clickKey = clickKey
        self.pseudonymKey = pseudonymKey
        self.vaultKey = vaultKey
        self.shops = shops
    }

    /// The keys of a new directory: its own signing key in slot 0, and no shop. `generator` must be
    /// unpredictable.
    package init(using generator: inout some RandomNumberGenerator) {
        let signing = SecretBytes.draw(SigningKey.byteCount, using: &generator)
        let first = SigningKey(
            slot: KeySlot(unchecked: 0), state: .active, origin: .first, bytes: signing)
        self.init(
            signingKeys: first.map { [$0] } ?? [],
            clickKey: SecretBytes.draw(Self.keyBytes, using: &generator),
            pseudonymKey: SecretBytes.draw(Self.keyBytes, using: &generator),
            vaultKey: SecretBytes.draw(Self.keyBytes, using: &generator), shops: [:])
    }

    /// A new key for a rotation of the ring. `generator` must be unpredictable.
    package static func newSigningKey(
        using generator: inout some RandomNumberGenerator
    ) -> [UInt8] {
        SecretBytes.draw(SigningKey.byteCount, using: &generator)
    }

    /// These keys with another ring.
    package func with(signingKeys: [SigningKey]) -> KeyFile {
        KeyFile(
            signingKeys: signingKeys, clickKey: clickKey, pseudonymKey: pseudonymKey,
            vaultKey: vaultKey, shops: shops)
    }

    /// Why secrets were not taken in.
    package enum Refusal: String, Error, CaseIterable, Sendable {
        /// Another shop's webhooks are signed with it: it would not tell who sent one.
        case secretInUse = "secret_in_use"
    }

    /// These keys with `secrets` for `shop`, in place of what it had.
    package func with(_ secrets: ShopSecrets, for shop: ShopName) throws(Refusal) -> KeyFile {
        let others = shops.filter { $0.key != shop }.values.flatMap(\.webhook)
        guard !secrets.webhook.contains(where: others.contains) else { throw .secretInUse }
        var shops = shops
        shops[shop] = secrets
        return KeyFile(
            signingKeys: signingKeys, clickKey: clickKey, pseudonymKey: pseudonymKey,
            vaultKey: vaultKey, shops: shops)
    }

    package var webhookSecrets: [ShopName: [WebhookSecret]] { shops.mapValues(\.webhook) }
    package var identitySecrets: [ShopName: [IdentitySecret]] { shops.mapValues(\.identity) }

    /// How many keys of what, none of them.
    package var description: String {
        "\(signingKeys.count) signing keys, click, pseudonym and vault key, \(shops.count) shops"
    }
}
