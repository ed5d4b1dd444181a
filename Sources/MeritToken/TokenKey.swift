import MeritCore
import MeritCrypto

/// A key that staff tokens are tagged with: 96 bits of HMAC-SHA-256 over a label and the token's
/// first ten bytes.
struct TokenKey: Sendable {
    private let hmac: HMACKey

    init(_ bytes: [UInt8]) { hmac = HMACKey(bytes) }

    /// The token that says `claim`.
    func sign(_ claim: TokenClaim) -> StaffToken {
        // The label's 20 bytes, its zero byte and the ten signed bytes: one block of SHA-256.
        var message = InlineArray<31, UInt8>(repeating: 0)
        var span = message.mutableSpan
        span.write(label: "merit.staff-token.v1")
        claim.writeSigned(to: &span, at: 21)
        return StaffToken(claim: claim, tag: hmac.tag(message.span))
    }

    /// True when `token` carries this key's tag. Takes the same time wherever the tags differ.
    func verifies(_ token: StaffToken) -> Bool {
        let expected = sign(token.claim).tagInline
        let given = token.tagInline
        return constantTimeEqual(expected.span, given.span)
    }
}
