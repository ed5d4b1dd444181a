import MeritCore
import MeritCrypto
import Testing

@Suite("AES-256-GCM sealing")
struct SealingKeyTests {
    let nonce = [UInt8](repeating: 7, count: SealingKey.nonceBytes)

    private func key(_ byte: UInt8 = 1) throws -> SealingKey {
        try #require(SealingKey([UInt8](repeating: byte, count: 32)))
    }

    /// Test case 16 of "The Galois/Counter Mode of Operation" (McGrew and Viega), the one with
    /// AES-256, a text that is no whole block, and authenticated data.
    @Test("the published vector gives its ciphertext and tag")
    func vector() throws {
        let keyBytes = try #require(
            Hex.decode("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"))
        let nonce = try #require(Hex.decode("cafebabefacedbaddecaf888"))
        let context = try #require(Hex.decode("feedfacedeadbeeffeedfacedeadbeefabaddad2"))
        let plaintext = try #require(
            Hex.decode(
                "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72"
                    + "1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39"))
        let sealed =
            "522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa"
            + "8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662"
            + "76fc6ece0f4e1768cddf8853bb2d551b"
        let key = try #require(SealingKey(keyBytes))
        let result = key.seal(plaintext, nonce: nonce, context: context)
        #expect(Hex.encode(result) == "cafebabefacedbaddecaf888" + sealed)
        #expect(key.open(result, context: context) == plaintext)
    }

    @Test("what is sealed opens again, at every length")
    func roundTrip() throws {
        let key = try key()
        for length in [0, 1, 15, 16, 17, 31, 32, 33, 1_000, 100_000] {
            let plaintext = (0..<length).map { UInt8(truncatingIfNeeded: $0) }
            for context in [[], [1, 2, 3]] as [[UInt8]] {
                let sealed = key.seal(plaintext, nonce: nonce, context: context)
                #expect(sealed.count == length + SealingKey.nonceBytes + SealingKey.tagBytes)
                #expect(key.open(sealed, context: context) == plaintext)
            }
        }
    }

    @Test("nothing changed opens: no bit of nonce, text, tag or context, no other key")
    func tampering() throws {
        let key = try key()
        let sealed = key.seal(Array("secret".utf8), nonce: nonce, context: [9])
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            #expect(key.open(changed, context: [9]) == nil)
        }
        #expect(key.open(sealed, context: [8]) == nil)
        #expect(key.open(sealed, context: []) == nil)
        #expect(try self.key(2).open(sealed, context: [9]) == nil)
    }

    @Test("nothing shortened opens, down to nothing at all")
    func shortened() throws {
        let key = try key()
        let sealed = key.seal([1, 2], nonce: nonce, context: [])
        for length in 0..<sealed.count {
            #expect(key.open(Array(sealed.prefix(length)), context: []) == nil)
        }
        #expect(key.open(sealed + [0], context: []) == nil)
    }

    @Test("a key is 32 bytes", arguments: [0, 16, 31, 33, 64])
    func keyLength(_ count: Int) {
        #expect(SealingKey([UInt8](repeating: 0, count: count)) == nil)
    }
}
