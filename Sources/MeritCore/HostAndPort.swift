/// The authority of a URL without user information: a host in one spelling, and maybe a port.
struct HostAndPort: Hashable, Sendable {
    /// In lower case; an IPv6 address keeps its brackets.
    let host: String
    let port: UInt16?

    init(_ authority: Substring) throws(DestinationFault) {
        guard !authority.contains("@") else { throw .userInfo }
        let host: Substring
        if authority.hasPrefix("[") {
            guard let close = authority.firstIndex(of: "]") else { throw .host }
            host = authority[...close]
            guard Self.isAddress6(host.dropFirst().dropLast()) else { throw .host }
        } else {
            host = authority.prefix { $0 != ":" }
            guard Self.isName(host) else { throw .host }
        }
        self.host = host.lowercased()
        port = try Self.port(authority[host.endIndex...])
    }

    /// Whether the host is this machine: what developers and tests redirect to.
    var isLoopback: Bool { Self.loopback.contains(host) }

    static let loopback: Set = ["localhost", "127.0.0.1", "[::1]"]

    private static func port(_ text: Substring) throws(DestinationFault) -> UInt16? {
        if text.isEmpty { return nil }
        let digits = text.dropFirst()
        guard text.first == ":", digits.allSatisfy(\.isASCII), digits.first != "+",
            let port = UInt16(digits), port > 0
        else { throw .port }
        return port
    }

    /// Labels of letters, digits, `-` and `_` between single dots. A name whose last label is a
    /// number is an address to browsers, in spellings (`0x7f.1`, `2130706433`) that hide which:
    /// only four plain decimal numbers pass.
    static func isName(_ host: Substring) -> Bool {
        guard (1...253).contains(host.utf8.count) else { return false }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        guard labels.allSatisfy(isLabel), let last = labels.last else { return false }
        let isNumeric = last.allSatisfy(\.isNumber) || last.lowercased().hasPrefix("0x")
        return !isNumeric || isAddress4(labels)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && label.first != "-" && label.last != "-"
            && label.utf8.allSatisfy { byte in
                (0x61...0x7a).contains(byte) || (0x41...0x5a).contains(byte)
                    || (0x30...0x39).contains(byte) || byte == 0x2d || byte == 0x5f
            }
    }

    private static func isAddress4(_ labels: [Substring]) -> Bool {
        labels.count == 4
            && labels.allSatisfy { label in UInt8(label).map { String($0) == label } ?? false }
    }

    private static func isAddress6(_ text: Substring) -> Bool {
        (2...45).contains(text.utf8.count) && text.contains(":")
            && text.utf8.allSatisfy { Destination.isHexDigit($0) || $0 == 0x3a || $0 == 0x2e }
    }
}
