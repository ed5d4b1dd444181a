import MeritCrypto
import Testing

@Suite("Constant-time equality")
struct ConstantTimeTests {
    @Test("equal bytes are equal, whatever holds them")
    func equal() {
        #expect(constantTimeEqual([UInt8](), [UInt8]()))
        #expect(constantTimeEqual([1, 2, 3] as [UInt8], [0, 1, 2, 3].dropFirst()))
        #expect(constantTimeEqual("abc".utf8, Array("abc".utf8)))
    }

    @Test("one bit anywhere, or another length, makes bytes unequal")
    func unequal() {
        let bytes = [UInt8](repeating: 0x5a, count: 33)
        for index in bytes.indices {
            for bit in 0..<8 {
                var other = bytes
                other[index] ^= 1 << UInt8(bit)
                #expect(!constantTimeEqual(bytes, other))
            }
        }
        #expect(!constantTimeEqual(bytes, bytes.dropLast()))
        #expect(!constantTimeEqual(bytes, bytes + [0x5a]))
        #expect(!constantTimeEqual(bytes, []))
    }
}
