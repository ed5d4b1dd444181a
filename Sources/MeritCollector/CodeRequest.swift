import MeritQRCode
import MeritToken
import NIOHTTP1

/// A request for `/q/TOKEN.svg` or `/q/TOKEN.png`, the QR code of a redirect.
struct CodeRequest {
    /// As many bytes as a token has; whether it is one is not known yet.
    let token: String
    let form: Form
    /// The value of `If-None-Match`: what the asker has already.
    let known: String?

    enum Form: Hashable, Sendable {
        case svg
        /// Pixels on a side, one of `QRCode.pixels`.
        case png(size: Int)
    }

    /// Pixels on a side where the query does not say.
    static let sizeDefault = 512

    /// What stands behind `/q/`; `query` begins with its `?`, or is empty.
    static func route(
        _ method: HTTPMethod, _ text: Substring, query: Substring, _ headers: RequestHeaders
    ) -> Route {
        let token = text.dropLast(".svg".count)
        let suffix = text[token.endIndex...]
        guard token.utf8.count == StaffToken.characterCount, suffix == ".svg" || suffix == ".png"
        else { return .fixed(.notFoundPage) }
        guard method == .GET || method == .HEAD else { return .fixed(.readingOnly) }
        var form = Form.svg
        if suffix == ".png" {
            guard let size = size(query) else { return .fixed(.codeSizeInvalid) }
            form = .png(size: size)
        }
        return .code(
            CodeRequest(token: String(token), form: form, known: headers.ifNoneMatch))
    }

    /// `size` of the query; nil where it is none that is drawn, or stands there twice. Other
    /// parameters mean nothing.
    private static func size(_ query: Substring) -> Int? {
        let values = query.prefix { $0 != "#" }.dropFirst().split(separator: "&")
            .filter { $0.hasPrefix("size=") }
        guard let value = values.first else { return sizeDefault }
        let digits = value.dropFirst("size=".count)
        guard values.count == 1, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let size = Int(digits), QRCode.pixels.contains(size)
        else { return nil }
        return size
    }
}
