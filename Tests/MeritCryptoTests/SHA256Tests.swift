import COpenSSL
import MeritCore
import MeritCrypto
import SeededRandom
import Testing

@Suite("SHA-256")
struct SHA256Tests {
    @Test("the vectors of FIPS 180-4 give their digests")
    func vectors() {
        let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        let long = "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        #expect(MeritCrypto.SHA256.hash([]).hex == empty)
        #expect(MeritCrypto.SHA256.hash("abc".utf8).hex == abc)
        let text = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
        #expect(MeritCrypto.SHA256.hash(text.utf8).hex == long)
    }

    @Test("bytes in any pieces give the digest that EVP gives for the whole")
    func pieces() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        for length in 0..<260 {
            let bytes = random.bytes(length)
            var hash = MeritCrypto.SHA256()
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Int.random(in: 1...rest.count, using: &random)
                hash.update(rest.prefix(count))
                rest = rest.dropFirst(count)
            }
            let expected = try #require(evpSHA256(bytes))
            #expect(hash.finalize().bytes == expected, "seed \(seed), length \(length)")
            #expect(MeritCrypto.SHA256.hash(bytes).bytes == expected, "seed \(seed)")
        }
    }

    @Test("a copy goes on by itself, and finalizing ends nothing")
    func copies() {
        var first = MeritCrypto.SHA256()
        first.update("ab".utf8)
        var second = first
        #expect(first.finalize() == MeritCrypto.SHA256.hash("ab".utf8))
        first.update("c".utf8)
        second.update("d".utf8)
        #expect(first.finalize() == MeritCrypto.SHA256.hash("abc".utf8))
        #expect(second.finalize() == MeritCrypto.SHA256.hash("abd".utf8))
    }

    private func evpSHA256(_ bytes: [UInt8]) -> [UInt8]? {
        var digest = [UInt8](repeating: 0, count: 32)
        var count = 0
        // Safe: every array is valid for the call and given with its length.
        let done = unsafe EVP_Q_digest(
            nil, "SHA256", nil, bytes, bytes.count, &digest, &count)
        return done == 1 && count == 32 ? digest : nil
    }
}
