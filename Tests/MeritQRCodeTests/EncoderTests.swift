import MeritQRCode
import ProcessFixture
import Testing

/// What libqrencode makes of an address, read by a decoder that knows nothing of us.
struct EncoderTests {
    #if QRCode
        @Test(arguments: [
            "http://127.0.0.1:8080", "https://t.brand.example", "https://[2001:db8::1]",
        ])
        func `a decoder reads the address off the png`(start: String) throws {
            let address = "\(start)/r/0123456789abcdefghijABCDEFGHIJ"
            let code = try #require(QRCodeEncoder.built?.encode(address))
            for size in [96, 300, 2_048] {
                let folder = try TemporaryFolder("zbar")
                try folder.write(code.png(size: size), to: "code.png")
                let read = try Shell.must(
                    "zbarimg",
                    ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", folder["code.png"]])
                #expect(read.line == address, "\(size)")
            }
            #expect(try Picture(svg: code.svg) == Picture(code))
        }

        @Test func `what is too long, or no text, has no code`() throws {
            let encoder = try #require(QRCodeEncoder.built)
            let longest = String(repeating: "é", count: QRCode.textBytesMax / 2)
            #expect(encoder.encode(longest)?.side == QRCode.sideMax)
            #expect(encoder.encode(longest + "x") == nil)
            #expect(encoder.encode("a\u{0}b") == nil)
        }
    #else
        @Test func `a build without the trait has no encoder, and says how to get one`() {
            #expect(QRCodeEncoder.built == nil)
            #expect(QRCodeEncoder.hint.contains("--traits QRCode"))
            #expect(QRCodeEncoder.hint.contains("libqrencode-dev"))
        }
    #endif
}
