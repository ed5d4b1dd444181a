import MeritCore
package import MeritJSON

extension KeyFile {
    /// The format that this release writes, and the only one there is so far.
    package static let format: Int64 = 1

    private static let shopsMax = 10_000
    private static let secretsMax = 16

    /// Reads what `json` wrote. Everything must be there and nothing else: a member that this
    /// release does not know may be a key that writing the file again would lose.
    package init(parsing json: [UInt8]) throws(JSONFaults) {
        self = try JSONReader.read(json, limits: .ownFile, as: Self.form)
    }

    /// The file's bytes: indented, one newline at the end.
    package var json: [UInt8] {
        var writer = JSONWriter(.pretty)
        writer.object { file in
            file.member("format", Self.format)
            file.array("signing_keys", signingKeys) { $0.signingKey($1) }
            file.member("click_key", Hex.encode(clickKey))
            file.member("pseudonym_key", Hex.encode(pseudonymKey))
            file.member("vault_key", Hex.encode(vaultKey))
            file.array("shops", shops.sorted { $0.key < $1.key }) { $0.shop($1.key, $1.value) }
        }
        writer.endLine()
        return writer.take()
    }

    private static var form: JSONForm<KeyFile> {
        let known: Set = [
            "format", "signing_keys", "click_key", "pseudonym_key", "vault_key", "shops",
        ]
        return .object(known: known, readFile)
    }

    private static func readFile(
        _ members: JSONMembers, _ reader: inout JSONReader
    ) -> KeyFile? {
        let format = reader.required(members["format"], .integer(format...format))
        let signing = reader.required(
            members["signing_keys"], .array(countMax: 16, of: signingKeyForm))
        let click = reader.required(members["click_key"], keyForm)
        let pseudonym = reader.required(members["pseudonym_key"], keyForm)
        let vault = reader.required(members["vault_key"], keyForm)
        let shops = reader.required(members["shops"], .array(countMax: shopsMax, of: shopForm))
        guard format != nil, let signing, let click, let pseudonym, let vault, let shops else {
            return nil
        }
        let file = KeyFile(
            signingKeys: signing, clickKey: click, pseudonymKey: pseudonym, vaultKey: vault,
            shops: [:])
        return adding(shops, to: file, at: members["shops"], &reader)
    }

    private static func adding(
        _ shops: [Shop], to file: KeyFile, at node: JSONNode, _ reader: inout JSONReader
    ) -> KeyFile? {
        var file = file
        for shop in shops {
            guard file.shops[shop.name] == nil else {
                reader.note(.repeated, at: node, "Each shop once.")
                return nil
            }
            do {
                file = try file.with(shop.secrets, for: shop.name)
            } catch {
                reader.note(.repeated, at: node, "No two shops share a webhook secret.")
                return nil
            }
        }
        return file
    }

    private struct Shop {
        let name: ShopName
        let secrets: ShopSecrets
    }

    private static var keyForm: JSONForm<[UInt8]> {
        .parsed("64 hexadecimal digits") { text in
            Hex.decode(text).flatMap { $0.count == keyBytes ? $0 : nil }
        }
    }

    private static var signingKeyForm: JSONForm<SigningKey> {
        .object(known: ["slot", "state", "origin", "retirement", "key"], readSigningKey)
    }

    private static func readSigningKey(
        _ members: JSONMembers, _ reader: inout JSONReader
    ) -> SigningKey? {
        let slot = reader.required(members["slot"], .integer(0...15))
        let state = reader.required(
            members["state"], .parsed("active, verifying or retired") { KeySlotState(name: $0) })
        let origin = reader.required(
            members["origin"],
            .parsed("first, rotated or imported") { SigningKey.Origin(rawValue: $0) })
        let retirement = reader.optional(
            members["retirement"], .integer(1...Int64(Int32.max)))
        let bytes = reader.required(members["key"], keyForm)
        guard let slot, let state, let origin, let bytes else { return nil }
        let key = SigningKey(
            slot: KeySlot(unchecked: UInt8(slot)), state: state, origin: origin,
            retirement: UInt32(retirement ?? 0), bytes: bytes)
        if key == nil {
            reader.note(
                .contradiction, at: members["retirement"],
                "A retired key has a place in the order of retirements, and no other has.")
        }
        return key
    }

    private static var shopForm: JSONForm<Shop> {
        .object(known: ["shop", "webhook_secrets", "identity_secrets"], readShop)
    }

    private static func readShop(_ members: JSONMembers, _ reader: inout JSONReader) -> Shop? {
        let name = reader.required(
            members["shop"], .parsed(ShopName.rule) { ShopName($0) })
        let webhook = reader.required(
            members["webhook_secrets"],
            .array(
                countMax: secretsMax,
                of: .parsed("whsec_ and the base64 of 24 to 64 bytes") { WebhookSecret($0) }))
        let identity = reader.required(
            members["identity_secrets"],
            .array(
                countMax: secretsMax,
                of: .parsed("misec_ and the base64 of 24 to 64 bytes") { IdentitySecret($0) }))
        guard let name, let webhook, let identity else { return nil }
        return Shop(name: name, secrets: ShopSecrets(webhook: webhook, identity: identity))
    }
}

extension JSONWriter {
    fileprivate mutating func signingKey(_ key: SigningKey) {
        object { writer in
            writer.member("slot", key.slot.value)
            writer.member("state", key.state.name)
            writer.member("origin", key.origin.rawValue)
            if key.state == .retired { writer.member("retirement", key.retirement) }
            writer.member("key", Hex.encode(key.bytes))
        }
    }

    fileprivate mutating func shop(_ name: ShopName, _ secrets: ShopSecrets) {
        object { writer in
            writer.member("shop", name.value)
            writer.array("webhook_secrets", secrets.webhook) { $0.string($1.text) }
            writer.array("identity_secrets", secrets.identity) { $0.string($1.text) }
        }
    }
}
