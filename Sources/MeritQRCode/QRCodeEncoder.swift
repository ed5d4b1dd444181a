#if QRCode
    import CQREncode
#endif

/// Turns text into a QR code. A value, so that what draws codes can be tested in a build without
/// one.
package struct QRCodeEncoder: Sendable {
    private let encoding: @Sendable (String) -> QRCode?

    package init(_ encoding: @escaping @Sendable (String) -> QRCode?) { self.encoding = encoding }

    /// The code of error correction level M: readable with 15 % of it damaged. Nil where `text` is
    /// longer than `QRCode.textBytesMax` or holds a zero byte, or where memory is out.
    package func encode(_ text: String) -> QRCode? {
        guard text.utf8.count <= QRCode.textBytesMax, !text.utf8.contains(0) else { return nil }
        return encoding(text)
    }

    /// How a build gets the trait.
    package static let hint =
        "This build draws no QR codes: install libqrencode-dev, then swift build --traits QRCode."

    /// libqrencode; nil in a build without the trait `QRCode`.
    package static var built: QRCodeEncoder? {
        #if QRCode
            QRCodeEncoder { text in libqrencode(text) }
        #else
            nil
        #endif
    }

    #if QRCode
        private static func libqrencode(_ text: String) -> QRCode? {
            // Safe: the library reads the terminated text during the call and returns a code of its
            // own, `width` * `width` bytes, which is freed once and not used afterwards.
            unsafe text.withCString { start in
                guard
                    let code = unsafe QRcode_encodeString(
                        start, 0, QR_ECLEVEL_M, QR_MODE_8, 1)
                else { return nil }
                defer { unsafe QRcode_free(code) }
                let side = Int(unsafe code.pointee.width)
                guard let data = unsafe code.pointee.data else { return nil }
                // The lowest bit of each byte says dark (qrencode.h).
                let modules = (0..<side * side).map { unsafe data[$0] & 1 == 1 }
                return QRCode(side: side, modules: modules)
            }
        }
    #endif
}
