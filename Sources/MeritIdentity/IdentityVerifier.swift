package import MeritCore
import MeritCrypto
import MeritJSON

/// What a touch says about itself, for a signed identity to be compared with.
package struct TouchBinding: Hashable, Sendable {
    package let clickID: String?
    package let visitor: String?

    package init(clickID: String?, visitor: String?) {
        self.clickID = clickID
        self.visitor = visitor
    }
}

/// Who a shop's backend says that a visitor is.
package struct VerifiedIdentity: Hashable, Sendable {
    /// The shop that signed.
    package let shop: ShopName
    /// In the order of the token.
    package let aliases: [Alias]
    /// How many identifiers were empty, masked or fillers.
    package let ignored: Int
}

/// Verifies identities: JWTs (RFC 7519) that a shop's backend signs with HMAC-SHA-256 and its
/// `misec_…` secret. Anybody can send a touch; only who holds that secret can say whose it is.
package struct IdentityVerifier: Sendable {
    package static let bytesMax = 4_096
    package static let audience = "merit-identity"
    /// How long an identity may hold, in seconds.
    package static let lifetimeMax: Int64 = 3_600
    /// How far clocks may differ.
    package static let leeway = Milliseconds.seconds(60)

    private let keys: [ShopName: [HMACKey]]
    private let hasher: AliasHasher

    /// A shop may have several secrets, so that one can be replaced while pages are open.
    package init(secrets: [ShopName: [IdentitySecret]], hasher: AliasHasher) {
        keys = secrets.mapValues { $0.map { HMACKey($0.bytes) } }
        self.hasher = hasher
    }

    /// The aliases that `token` vouches for, or the first reason not to believe it.
    package func verify(
        _ token: String, now: Timestamp, touch: TouchBinding
    ) -> Result<VerifiedIdentity, IdentityRefusal> {
        do throws(IdentityRefusal) {
            guard token.utf8.count <= Self.bytesMax else { throw .tooLong }
            let parts = try TokenParts(Array(token.utf8))
            let shop = try signer(of: parts)
            let claims = try Self.claims(parts.payload)
            try Self.check(claims, shop: shop, now: now)
            try Self.check(claims, touch: touch)
            return .success(try identity(claims, shop: shop))
        } catch {
            return .failure(error)
        }
    }

    /// The three parts of a compact JWS (RFC 7515, section 7.1), decoded.
    private struct TokenParts {
        let header: [UInt8]
        let payload: [UInt8]
        let signature: [UInt8]
        /// Header and payload as they were sent, with the dot between them.
        let signed: ArraySlice<UInt8>

        init(_ token: [UInt8]) throws(IdentityRefusal) {
            let parts = token.split(separator: 0x2e, omittingEmptySubsequences: false)
            guard parts.count == 3,
                let header = Base64.decode(utf8: parts[0], as: .url),
                let payload = Base64.decode(utf8: parts[1], as: .url),
                let signature = Base64.decode(utf8: parts[2], as: .url)
            else { throw .malformed }
            self.header = header
            self.payload = payload
            self.signature = signature
            signed = token[..<parts[1].endIndex]
        }
    }

    private func signer(of parts: TokenParts) throws(IdentityRefusal) -> ShopName {
        guard let header = Self.json(parts.header) else { throw .malformed }
        guard let keyID = IdentityHeader.read(header)?.keyID else { throw .header }
        guard let shop = ShopName(keyID), let keys = keys[shop], !keys.isEmpty else {
            throw .unknownShop
        }
        let isSigned = keys.contains { key in
            constantTimeEqual(parts.signature, key.tag(parts.signed).bytes)
        }
        guard isSigned else { throw .signature }
        return shop
    }

    private static func claims(_ payload: [UInt8]) throws(IdentityRefusal) -> IdentityClaims {
        do {
            return try JSONReader.read(payload, limits: limits, as: IdentityClaims.form)
        } catch {
            throw .claims
        }
    }

    private static func check(
        _ claims: IdentityClaims, shop: ShopName, now: Timestamp
    ) throws(IdentityRefusal) {
        guard ShopName(claims.issuer) == shop else { throw .issuer }
        guard claims.audience.utf8.elementsEqual(audience.utf8) else { throw .audience }
        guard (0...lifetimeMax).contains(claims.expires - claims.issuedAt) else { throw .lifetime }
        let issuedAt = Timestamp(milliseconds: claims.issuedAt * 1_000)
        let expires = Timestamp(milliseconds: claims.expires * 1_000)
        guard issuedAt.since(now) <= leeway else { throw .notYetValid }
        guard now.since(expires) < leeway else { throw .expired }
    }

    private static func check(
        _ claims: IdentityClaims, touch: TouchBinding
    ) throws(IdentityRefusal) {
        guard Self.isBound(claims.clickID, to: touch.clickID),
            Self.isBound(claims.visitor, to: touch.visitor)
        else { throw .otherTouch }
    }

    /// True where nothing is claimed, or exactly what the touch says.
    private static func isBound(_ claimed: String?, to actual: String?) -> Bool {
        guard let claimed else { return true }
        guard let actual else { return false }
        return claimed.utf8.elementsEqual(actual.utf8)
    }

    private func identity(
        _ claims: IdentityClaims, shop: ShopName
    ) throws(IdentityRefusal) -> VerifiedIdentity {
        var aliases: [Alias] = []
        var ignored = 0
        for id in claims.ids {
            guard let kind = AliasKind(name: id.kind), kind != .click else { throw .idKind }
            switch hasher.alias(kind: kind, value: id.value, shop: shop) {
            case .alias(let alias): aliases.append(alias)
            case .ignored: ignored += 1
            case .refused: throw .idValue
            }
        }
        return VerifiedIdentity(shop: shop, aliases: aliases, ignored: ignored)
    }

    private static let limits = JSONLimits(
        bytesMax: bytesMax, depthMax: 4, membersMax: 64, stringBytesMax: bytesMax)

    private static func json(_ bytes: [UInt8]) -> JSONValue? {
        do {
            return try JSONValue(parsing: bytes, limits: limits)
        } catch {
            return nil
        }
    }
}
