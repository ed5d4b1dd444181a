import MeritToken
import NIOCore

/// The cookie `mv`: who a browser is on the redirect's host.
enum VisitorCookie {
    /// The first canonical `mv` of a `Cookie` header; nil where there is none. No allocation.
    static func visitor(in header: Span<UInt8>) -> VisitorID? {
        var place = 0
        while place < header.count {
            let start = place
            while place < header.count, header[place] != UInt8(ascii: ";") { place += 1 }
            if let visitor = visitor(pair: header.extracting(start..<place)) { return visitor }
            place += 1
        }
        return nil
    }

    /// The visitor of `mv=ID`, blanks before it passed over.
    private static func visitor(pair: Span<UInt8>) -> VisitorID? {
        var start = 0
        while start < pair.count, pair[start] == 0x20 || pair[start] == 0x09 { start += 1 }
        let value = start + 3
        guard pair.count == value + VisitorID.characterCount, pair[start] == UInt8(ascii: "m"),
            pair[start + 1] == UInt8(ascii: "v"), pair[start + 2] == UInt8(ascii: "=")
        else { return nil }
        return VisitorID(pair.extracting(value..<pair.count))
    }

    /// Appends the line that sets the cookie: host-only, 400 days.
    static func append(_ visitor: VisitorID, to headers: inout ByteBuffer) {
        headers.writeBytes(start)
        headers.append(visitor.characters.span)
        headers.writeBytes(attributes)
    }

    private static let start = Array("Set-Cookie: mv=".utf8)
    private static let attributes = Array(
        "; Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=Lax\r\n".utf8)
}
