package import MeritCore

/// What a key ring says about a text that claims to be a staff token.
package enum TokenVerdict: Hashable, Sendable {
    /// The tag verifies and its key is not retired. Whether link and staff member exist, are
    /// revoked or the link's validity is over is for whoever holds the tables.
    case verified(TokenClaim)
    /// The first rejection that applies. The claim stands there where the tag verifies and names a
    /// staff member and a link, so that a retired key's token can still be named in a report; it
    /// gives no right.
    case rejected(TokenRejection, TokenClaim?)
}
