/// Why a signed identity is not believed, in the order the tests are made.
package enum IdentityRefusal: String, Error, CaseIterable, Sendable {
    /// Longer than 4 096 bytes.
    case tooLong = "too_long"
    /// Not three parts of canonical base64url, or the header is not JSON.
    case malformed = "malformed"
    /// Not exactly `alg` = `HS256`, `typ` = `JWT` and `kid`.
    case header = "header"
    /// No shop of this name has an identity secret.
    case unknownShop = "unknown_shop"
    case signature = "signature"
    /// Not JSON, a claim missing, unknown, twice, or of the wrong type.
    case claims = "claims"
    /// `iss` is not the shop that signed.
    case issuer = "issuer"
    case audience = "audience"
    /// `exp` before `iat` or more than 3 600 s after it.
    case lifetime = "lifetime"
    /// `iat` more than 60 s in the future.
    case notYetValid = "not_yet_valid"
    /// `exp` 60 s ago or longer.
    case expired = "expired"
    /// `click_id` or `visitor` is not the touch's: the token was made for another page view.
    case otherTouch = "other_touch"
    /// A member of `ids` is no alias kind that a shop may vouch for.
    case idKind = "id_kind"
    /// An identifier has not the shape of its kind.
    case idValue = "id_value"
}
