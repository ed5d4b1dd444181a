import MeritCore
import MeritJSON

/// The header of an identity: exactly `alg` = `HS256`, `typ` = `JWT` and `kid`, in any order.
struct IdentityHeader {
    /// The shop that signed, by its own word.
    let keyID: String

    /// Nil where a member is missing, unknown, twice, or has another value.
    static func read(_ value: JSONValue) -> IdentityHeader? {
        guard case .object(let object) = value, object.count == 3,
            case .string("HS256")? = object["alg"], case .string("JWT")? = object["typ"],
            case .string(let keyID)? = object["kid"]
        else { return nil }
        return IdentityHeader(keyID: keyID)
    }
}

/// The claims of an identity, as they stand.
struct IdentityClaims {
    let issuer: String
    let audience: String
    /// Seconds since 1970, as `exp`.
    let issuedAt: Int64
    let expires: Int64
    let clickID: String?
    let visitor: String?
    let ids: [ID]

    struct ID {
        let kind: String
        let value: String
    }

    /// Every claim that may stand there, and no other.
    static var form: JSONForm<IdentityClaims> {
        .object(known: ["iss", "aud", "iat", "exp", "ids", "click_id", "visitor"], read)
    }

    private static func read(
        _ members: JSONMembers, _ reader: inout JSONReader
    ) -> IdentityClaims? {
        // Up to the year 9999.
        let seconds = JSONForm<Int64>.integer(0...253_402_300_799)
        let anyText = JSONForm<String>.text(bytes: 0...IdentityVerifier.bytesMax)
        let issuer = reader.required(members["iss"], anyText)
        let audience = reader.required(members["aud"], anyText)
        let issuedAt = reader.required(members["iat"], seconds)
        let expires = reader.required(members["exp"], seconds)
        let ids = reader.required(members["ids"], idsForm)
        // Present means a string: null is not "no click".
        let click = members["click_id"]
        let clickID = click.isPresent ? reader.required(click, anyText) : nil
        let cookie = members["visitor"]
        let visitor = cookie.isPresent ? reader.required(cookie, anyText) : nil
        guard let issuer, let audience, let issuedAt, let expires, let ids else { return nil }
        return IdentityClaims(
            issuer: issuer, audience: audience, issuedAt: issuedAt, expires: expires,
            clickID: clickID, visitor: visitor, ids: ids)
    }

    /// Kinds and values are tested by the verifier; here they only have to be strings.
    private static var idsForm: JSONForm<[ID]> {
        .object { members, reader in
            let anyText = JSONForm<String>.text(bytes: 0...IdentityVerifier.bytesMax)
            return members.all.compactMap { key, node in
                reader.required(node, anyText).map { ID(kind: key, value: $0) }
            }
        }
    }
}
