import MeritIdentity
import SeededRandom
import Testing

@Suite("Shared secrets")
struct SharedSecretTests {
    @Test("a secret is its prefix and the canonical base64 of 24 to 64 bytes")
    func parsing() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        #expect(secret.bytes.count == 24)
        #expect(secret.text == "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
        for text in [
            "", "whsec_", "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "misec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLa", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS",
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw\n", " whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            "WHSEC_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaS!",
        ] {
            #expect(WebhookSecret(text) == nil, "\(text)")
        }
    }

    @Test("24 to 64 bytes, no fewer and no more")
    func lengths() {
        for count in 0...100 {
            let bytes = [UInt8](repeating: 1, count: count)
            #expect((IdentitySecret(bytes: bytes) != nil) == (24...64).contains(count))
        }
    }

    @Test("a new secret has 32 bytes, differs from the next, and reads back")
    func making() {
        var random = SplitMix(seed: 7)
        let first = IdentitySecret(using: &random)
        #expect(first.bytes.count == 32)
        #expect(first.text.hasPrefix("misec_"))
        #expect(IdentitySecret(first.text) == first)
        #expect(IdentitySecret(using: &random) != first)
    }

    @Test("a description does not show the secret")
    func description() throws {
        let secret = try #require(WebhookSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
        #expect("\(secret)" == "whsec_…")
        #expect(!"\([secret])".contains("MfKQ"))
    }
}
