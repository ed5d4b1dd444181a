import MeritToken

/// The cookie `mv`: who a browser is on the redirect's host.
enum VisitorCookie {
    /// The first canonical `mv` of a `Cookie` header; nil where there is none.
    static func visitor(in header: some StringProtocol) -> VisitorID? {
        for pair in header.split(separator: ";") {
            let trimmed = pair.drop { $0 == " " || $0 == "\t" }
            guard trimmed.hasPrefix(name) else { continue }
            if let visitor = VisitorID(trimmed.dropFirst(name.count)) { return visitor }
        }
        return nil
    }

    /// Appends the line that sets the cookie: host-only, 400 days.
    static func append(_ visitor: VisitorID, to headers: inout [UInt8]) {
        headers.append(contentsOf: start)
        let characters = visitor.characters
        for index in characters.indices { headers.append(characters[index]) }
        headers.append(contentsOf: attributes)
    }

    private static let name = "mv="
    private static let start = Array("Set-Cookie: mv=".utf8)
    private static let attributes = Array(
        "; Max-Age=34560000; Path=/; Secure; HttpOnly; SameSite=Lax\r\n".utf8)
}
