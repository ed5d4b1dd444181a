package import MeritCore
import MeritCrypto
import MeritJSON

/// What a shop's backend says about the customer on one of its pages, before it is signed.
package struct IdentityStatement: Hashable, Sendable {
    package let shop: ShopName
    /// Whole seconds count.
    package let issuedAt: Timestamp
    /// At most an hour after `issuedAt`.
    package let expires: Timestamp
    package let ids: [AliasKind: String]
    /// The touch that it is said about; nil for any.
    package let touch: TouchBinding

    package init(
        shop: ShopName, issuedAt: Timestamp, expires: Timestamp, ids: [AliasKind: String],
        touch: TouchBinding = TouchBinding(clickID: nil, visitor: nil)
    ) {
        self.shop = shop
        self.issuedAt = issuedAt
        self.expires = expires
        self.ids = ids
        self.touch = touch
    }

    fileprivate var header: [UInt8] {
        var writer = JSONWriter()
        writer.object { header in
            header.member("alg", "HS256")
            header.member("typ", "JWT")
            header.member("kid", shop.value)
        }
        return writer.take()
    }

    fileprivate var claims: [UInt8] {
        var writer = JSONWriter()
        writer.object { claims in
            claims.member("iss", shop.value)
            claims.member("aud", IdentityVerifier.audience)
            claims.member("iat", issuedAt.milliseconds / 1_000)
            claims.member("exp", expires.milliseconds / 1_000)
            claims.object("ids") { members in
                for (kind, value) in ids.sorted(by: { $0.key < $1.key }) {
                    members.member(kind.name, value)
                }
            }
            if let clickID = touch.clickID { claims.member("click_id", clickID) }
            if let visitor = touch.visitor { claims.member("visitor", visitor) }
        }
        return writer.take()
    }
}

extension IdentitySecret {
    /// The JWT by which a shop's backend vouches for `statement`.
    package func sign(_ statement: IdentityStatement) -> String {
        let header = Base64.encode(statement.header, as: .url)
        let signed = header + "." + Base64.encode(statement.claims, as: .url)
        return signed + "." + Base64.encode(HMACKey(bytes).tag(signed.utf8).bytes, as: .url)
    }
}
