import MeritCore
import MeritCrypto
import MeritToken
import NIOHTTP1

/// The headers that the collector looks at, read in one pass.
struct RequestHeaders {
    private(set) var hosts: [String] = []
    private(set) var origins: [String] = []
    private(set) var referer: String?
    private(set) var userAgent: String?
    private(set) var contentType: String?
    private(set) var contentLength: Int?
    private(set) var visitor: VisitorID?
    private(set) var mode: String?
    private(set) var destination: String?
    private(set) var purpose = RedirectRequest.Purpose.visit
    private(set) var expectsContinue = false
    private(set) var asksForUpgrade = false
    private(set) var ifNoneMatch: String?

    init(_ headers: HTTPHeaders) {
        for (name, value) in headers { read(name, value) }
    }

    /// A name's length tells most of them apart before any is compared.
    private mutating func read(_ name: String, _ value: String) {
        switch name.utf8.count {
        case 4 where Self.same(name, "host"): hosts.append(value)
        case 6 where Self.same(name, "origin"): origins.append(value)
        case 6 where Self.same(name, "cookie"):
            visitor = visitor ?? value.utf8.withSpan { VisitorCookie.visitor(in: $0) }
        case 6 where Self.same(name, "expect"):
            expectsContinue = Self.same(value, "100-continue")
        case 7 where Self.same(name, "referer"): referer = value
        case 7 where Self.same(name, "purpose"): readPurpose(value)
        case 7 where Self.same(name, "upgrade"): asksForUpgrade = true
        case 10 where Self.same(name, "user-agent"): userAgent = value
        case 11 where Self.same(name, "sec-purpose"): readPurpose(value)
        case 12 where Self.same(name, "content-type"): contentType = value
        case 13 where Self.same(name, "if-none-match"): ifNoneMatch = value
        case 14 where Self.same(name, "content-length"): contentLength = Int(value) ?? Int.max
        case 14 where Self.same(name, "sec-fetch-mode"): mode = value
        case 14 where Self.same(name, "sec-fetch-dest"): destination = value
        default: break
        }
    }

    private mutating func readPurpose(_ value: String) {
        if Self.same(value.prefix("prefetch".utf8.count), "prefetch") { purpose = .prefetch }
    }

    /// Whether somebody follows a link with this request, as far as the browser says.
    var navigation: RedirectRequest.Navigation {
        if mode == nil && destination == nil { return .unknown }
        let isNavigation = mode.map { Self.same($0, "navigate") } ?? true
        let isDocument = destination.map { Self.same($0, "document") } ?? true
        return isNavigation && isDocument ? .topLevel : .embedded
    }

    /// At most 512 bytes of the user agent.
    var userAgentBytes: [UInt8] {
        guard let userAgent else { return [] }
        return Array(userAgent.utf8.prefix(RedirectRequest.userAgentBytesMax))
    }

    /// Equal without regard to the case of ASCII letters; `lowercase` is in lower case.
    static func same(_ text: some StringProtocol, _ lowercase: String) -> Bool {
        let bytes = text.utf8
        guard bytes.count == lowercase.utf8.count else { return false }
        return zip(bytes, lowercase.utf8).allSatisfy { byte, expected in
            ((0x41...0x5a).contains(byte) ? byte | 0x20 : byte) == expected
        }
    }
}
