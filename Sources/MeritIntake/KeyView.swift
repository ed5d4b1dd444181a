package import MeritCore
package import MeritIdentity
package import MeritToken

/// What the doors need of `keys.json` as it stood at one moment, ready for use.
package struct KeyView: Sendable {
    package let ring: KeyRing
    package let clickKey: ClickKey
    package let hasher: AliasHasher
    package let webhooks: WebhookVerifier
    /// The shops that have secrets.
    package let shops: Set<ShopName>
    /// Grows with every change.
    package let version: UInt64

    /// Why key material is of no use.
    package enum Fault: Error, Hashable, Sendable {
        case ring(KeyRing.Fault)
        /// The click or the pseudonym key is not 32 bytes.
        case keyLength
    }

    init(_ file: KeyFile, apps: IdentityApps, version: UInt64) throws(Fault) {
        do throws(KeyRing.Fault) {
            ring = try KeyRing(file.signingKeys)
        } catch {
            throw .ring(error)
        }
        let hasher = AliasHasher(
            pseudonymKey: file.pseudonymKey, mainAppID: apps.appID, mainCorpID: apps.corpID)
        guard let clickKey = ClickKey(file.clickKey), let hasher else { throw .keyLength }
        self.clickKey = clickKey
        self.hasher = hasher
        webhooks = WebhookVerifier(secrets: file.webhookSecrets)
        shops = Set(file.shops.keys)
        self.version = version
    }
}

/// The WeChat app and the WeCom corp whose identifiers need no prefix.
package struct IdentityApps: Hashable, Sendable {
    /// `wechat.app_id`.
    package let appID: String?
    /// `wecom.corp_id`.
    package let corpID: String?

    package init(appID: String?, corpID: String?) {
        self.appID = appID
        self.corpID = corpID
    }
}
