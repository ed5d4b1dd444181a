import COpenSSL
import MeritCore
import MeritCrypto
import SeededRandom
import Testing

@Suite("HMAC-SHA-256")
struct HMACTests {
    /// RFC 4231, section 4. `bytes` is how many of the tag's bytes the case shows.
    struct Vector: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let key: [UInt8]
        let data: [UInt8]
        let tag: String
    }

    static let vectors = [
        Vector(
            testDescription: "4.2", key: Array(repeating: 0x0b, count: 20),
            data: Array("Hi There".utf8),
            tag: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
        Vector(
            testDescription: "4.3, a key shorter than the tag", key: Array("Jefe".utf8),
            data: Array("what do ya want for nothing?".utf8),
            tag: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
        Vector(
            testDescription: "4.4", key: Array(repeating: 0xaa, count: 20),
            data: Array(repeating: 0xdd, count: 50),
            tag: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
        Vector(
            testDescription: "4.5", key: Array(1...25),
            data: Array(repeating: 0xcd, count: 50),
            tag: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"),
        Vector(
            testDescription: "4.6, truncated to 128 bits", key: Array(repeating: 0x0c, count: 20),
            data: Array("Test With Truncation".utf8),
            tag: "a3b6167473100ee06e0c796c2955552b"),
        Vector(
            testDescription: "4.7, a key longer than a block",
            key: Array(repeating: 0xaa, count: 131),
            data: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
            tag: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"),
        Vector(
            testDescription: "4.8, key and data longer than a block",
            key: Array(repeating: 0xaa, count: 131),
            data: Array(
                """
                This is a test using a larger than block-size key and a larger than block-size \
                data. The key needs to be hashed before being used by the HMAC algorithm.
                """.utf8),
            tag: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"),
    ]

    @Test("every vector of RFC 4231 gives its tag", arguments: vectors)
    func vector(_ vector: Vector) {
        let tag = HMACKey(vector.key).tag(vector.data).bytes
        #expect(Hex.encode(tag.prefix(vector.tag.utf8.count / 2)) == vector.tag)
    }

    @Test("prepared states agree with EVP for random keys and messages of every length")
    func agreesWithEVP() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        for length in 0..<300 {
            let key = random.bytes(Int.random(in: 0...200, using: &random))
            let message = random.bytes(length)
            let expected = try #require(evpHMAC(key: key, message: message))
            let tag = HMACKey(key).tag(message)
            #expect(tag.bytes == expected, "seed \(seed), key \(key.count), message \(length)")
        }
    }

    @Test("a slice, a string, a span and bytes that lie apart give one tag")
    func shapesOfMessages() {
        let key = HMACKey(Array("key".utf8))
        let text = "a message that is longer than a small string, and then some"
        let bytes = Array(text.utf8)
        let expected = key.tag(bytes)
        #expect(key.tag(text.utf8) == expected)
        #expect(key.tag((bytes + [1, 2])[..<bytes.count]) == expected)
        #expect(key.tag(bytes.span) == expected)
        #expect(key.tag(Array(bytes.reversed()).reversed()) == expected)
        #expect(key.tag([]) == key.tag("".utf8))
    }

    @Test("another key, another message or one bit more gives another tag")
    func sensitivity() {
        let message = Array("message".utf8)
        let tag = HMACKey([1, 2, 3]).tag(message)
        #expect(HMACKey([1, 2, 2]).tag(message) != tag)
        #expect(HMACKey([1, 2, 3]).tag(message + [0]) != tag)
        #expect(HMACKey([1, 2, 3]).tag(message.dropLast()) != tag)
    }

    private func evpHMAC(key: [UInt8], message: [UInt8]) -> [UInt8]? {
        var tag = [UInt8](repeating: 0, count: 32)
        var count = 0
        // Safe: every array is valid for the call and given with its length.
        let end = unsafe EVP_Q_mac(
            nil, "HMAC", nil, "SHA256", nil, key, key.count, message, message.count, &tag,
            tag.count, &count)
        return unsafe end != nil && count == 32 ? tag : nil
    }
}
