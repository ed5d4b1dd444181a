import Foundation
import MeritCore
import Testing

@Suite("Base64")
struct Base64Tests {
    @Test(
        "the vectors of RFC 4648 read and write",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
        ])
    func vectors(_ plain: String, _ text: String) {
        #expect(Base64.encode(plain.utf8) == text)
        #expect(Base64.decode(text) == Array(plain.utf8))
        let url = text.replacing("=", with: "")
        #expect(Base64.encode(plain.utf8, as: .url) == url)
        #expect(Base64.decode(url, as: .url) == Array(plain.utf8))
    }

    @Test("every byte and length agrees with Foundation")
    func foundation() {
        for length in 0..<100 {
            let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37 + length * 11) }
            let text = Data(bytes).base64EncodedString()
            #expect(Base64.encode(bytes) == text)
            #expect(Base64.decode(text) == bytes)
            let url = text.replacing("+", with: "-").replacing("/", with: "_")
                .replacing("=", with: "")
            #expect(Base64.encode(bytes, as: .url) == url)
            #expect(Base64.decode(url, as: .url) == bytes)
        }
    }

    @Test("padding, alphabet and length are the variant's, or nothing is read")
    func malformed() {
        for text in [
            "Zg", "Zg=", "Zg===", "Z", "Zm9v=", "=", "====", "Z===", "Zg=a", "=Zg=", "Zm 9v",
            "Zm9v\n", "Zm-_", "Zmé=", "Zg==Zg==",
        ] {
            #expect(Base64.decode(text) == nil, "\(text)")
        }
        for text in ["Zg==", "Z", "Zm9vY", "Zm+/", "Zg ", "Zm9v="] {
            #expect(Base64.decode(text, as: .url) == nil, "\(text)")
        }
    }

    @Test("spare bits are zero, or cut off where that is asked for")
    func spareBits() {
        #expect(Base64.decode("Zh==") == nil)
        #expect(Base64.decode("Zm9=") == nil)
        #expect(Base64.decode("Zh", as: .url) == nil)
        #expect(Base64.decode("Zh==", spareBits: .ignored) == Array("f".utf8))
        #expect(Base64.decode("Zm9=", spareBits: .ignored) == Array("fo".utf8))
        #expect(Base64.decode("Zh", as: .url, spareBits: .ignored) == Array("f".utf8))
    }
}
