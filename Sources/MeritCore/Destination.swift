/// Where a link leads, or the fallback page: an absolute `https` or `http` URL in the characters of
/// RFC 3986, so that browsers, proxies and we agree on its host, and so that it can stand in a
/// header as it is. Whether a link may lead there, `DestinationHosts` decides.
public struct Destination: Hashable, Sendable, CustomStringConvertible {
    public enum Scheme: Hashable, Sendable {
        case https
        case http
    }

    /// As given: 1 to 2 048 bytes of visible ASCII.
    public let text: String
    public let scheme: Scheme
    /// In lower case, without port; an IPv6 address keeps its brackets.
    public let host: String
    /// As written; nil where the URL names none.
    public let port: UInt16?
    /// Begins with `/`, or is empty.
    public let path: String
    /// Behind the first `?`, without it; nil where there is none.
    public let query: String?
    /// Behind the first `#`, without it; nil where there is none.
    public let fragment: String?

    public static let byteCountMax = 2_048

    public var description: String { text }

    /// The URL up to the path: scheme, host and port as written, without anything behind.
    public var origin: Substring {
        let rest =
            path.utf8.count + (query.map { $0.utf8.count + 1 } ?? 0)
            + (fragment.map { $0.utf8.count + 1 } ?? 0)
        return text.dropLast(rest)
    }

    /// The port that is meant: the one written, else 443 or 80.
    public var effectivePort: UInt16 { port ?? (scheme == .https ? 443 : 80) }

    /// Reads an absolute URL. Throws the first fault of its shape.
    public init(_ text: String) throws(DestinationFault) {
        guard (1...Self.byteCountMax).contains(text.utf8.count) else { throw .length }
        try Self.checkCharacters(text)
        let (scheme, behindScheme) = try Self.splitScheme(text)
        let end = behindScheme.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" }
        let authority = behindScheme[..<(end ?? behindScheme.endIndex)]
        let rest = behindScheme[(end ?? behindScheme.endIndex)...]
        let place = try HostAndPort(authority)
        self.text = text
        self.scheme = scheme
        host = place.host
        port = place.port
        let beforeFragment = rest.prefix { $0 != "#" }
        fragment =
            beforeFragment.endIndex < rest.endIndex
            ? String(rest[beforeFragment.endIndex...].dropFirst()) : nil
        path = String(beforeFragment.prefix { $0 != "?" })
        query =
            path.utf8.count < beforeFragment.utf8.count
            ? String(beforeFragment.dropFirst(path.count + 1)) : nil
    }

    /// Reads an absolute URL that a link may lead to by `hosts`.
    public init(_ text: String, allowedBy hosts: DestinationHosts) throws(DestinationFault) {
        try self.init(text)
        try hosts.check(self)
    }

    /// The characters of RFC 3986 and nothing else: no spaces, controls or backslashes, which
    /// browsers read in ways of their own, and nothing that ends a header line.
    private static func checkCharacters(_ text: String) throws(DestinationFault) {
        let bytes = Array(text.utf8)
        for (offset, byte) in bytes.enumerated() {
            guard isURLByte(byte) else { throw .character(offset: offset) }
            guard byte == UInt8(ascii: "%") else { continue }
            guard offset + 2 < bytes.count, isHexDigit(bytes[offset + 1]),
                isHexDigit(bytes[offset + 2])
            else { throw .character(offset: offset) }
        }
    }

    private static func isURLByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~:/?#[]@!$&'()*+,;=%".utf8.contains(byte)
        }
    }

    static func isHexDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x46).contains(byte) || (0x61...0x66).contains(byte)
    }

    private static func splitScheme(
        _ text: String
    ) throws(DestinationFault) -> (Scheme, Substring) {
        for (name, scheme) in [("https://", Scheme.https), ("http://", .http)] {
            if text.prefix(name.count).lowercased() == name {
                return (scheme, text.dropFirst(name.count))
            }
        }
        throw .scheme
    }
}

/// Why a text is no destination. Stable `code`s; `message` tells how to mend it.
public enum DestinationFault: Error, Hashable, Sendable {
    /// Empty, or over 2 048 bytes.
    case length
    /// At `offset` in bytes: outside the characters of a URL, or `%` without two hex digits.
    case character(offset: Int)
    /// Neither `https://` nor `http://` stands at the start.
    case scheme
    /// A name or password before the host.
    case userInfo
    /// No host, an empty label, a trailing dot, or a number that is no dotted IPv4 address.
    case host
    /// Not 1 … 65 535, or empty.
    case port
    /// The host is not on the allow-list.
    case hostNotAllowed(String)
    /// The host is, but not on this port.
    case portNotAllowed(UInt16)
    /// The host is, but for `https` alone.
    case plainTextNotAllowed(String)

    public var code: String {
        switch self {
        case .length: "destination_length"
        case .character: "destination_character"
        case .scheme: "destination_scheme"
        case .userInfo: "destination_user_info"
        case .host: "destination_host"
        case .port: "destination_port"
        case .hostNotAllowed: "destination_host_not_allowed"
        case .portNotAllowed: "destination_port_not_allowed"
        case .plainTextNotAllowed: "destination_http_not_allowed"
        }
    }

    public var message: String {
        switch self {
        case .length: "a destination has 1 to \(Destination.byteCountMax) bytes"
        case .character(let offset):
            "the character at byte \(offset) cannot stand in a URL: percent-encode it"
        case .scheme: "a destination is an absolute URL that begins with https://"
        case .userInfo: "a destination names no user: remove what stands before @"
        case .host: "the host is not a plain host name or address"
        case .port: "a port is a number from 1 to 65535"
        case .hostNotAllowed(let host):
            "\(host) is not in collector.destination_hosts: add it there or mend the URL"
        case .portNotAllowed(let port):
            "the host is not allowed on port \(port): list it as HOST:\(port)"
        case .plainTextNotAllowed(let host):
            "\(host) is allowed for https alone: list it as http://\(host) if you must"
        }
    }
}
