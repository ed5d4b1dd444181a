import MeritToken

/// The headers of a request as the fast lane reads them, one after the other: what the redirect
/// looks at is kept, what changes how a request is framed or answered is refused, the rest is
/// passed over. `RequestHeaders` is the full lane's reading of the same.
struct FastFields {
    private var hostCount = 0
    private var connectionForm: AnswerForm.ConnectionForm?
    private var isNavigation: Bool?
    private var isDocument: Bool?
    private(set) var visitor: VisitorID?
    private(set) var purpose = RedirectRequest.Purpose.visit
    private(set) var userAgent = 0..<0

    /// Takes in one header, its value at `value` of `bytes`. Throws `unusual` where the full lane
    /// has to look at it.
    mutating func read(
        _ name: FieldName, _ value: Range<Int>, in bytes: Span<UInt8>
    ) throws(RequestRecogniser.Stop) {
        switch name.packed {
        case FieldName.host: hostCount += 1
        case FieldName.userAgent:
            let end = min(value.upperBound, value.lowerBound + RedirectRequest.userAgentBytesMax)
            userAgent = value.lowerBound..<end
        case FieldName.cookie:
            if visitor == nil { visitor = VisitorCookie.visitor(in: bytes.extracting(value)) }
        case FieldName.purpose, FieldName.secPurpose:
            let word = value.prefix(8)
            if Self.word(word, bytes) == FieldName.prefetch { purpose = .prefetch }
        case FieldName.fetchMode: isNavigation = Self.word(value, bytes) == FieldName.navigate
        case FieldName.fetchDest: isDocument = Self.word(value, bytes) == FieldName.document
        case FieldName.connection: try readConnection(Self.word(value, bytes))
        case FieldName.contentLength, FieldName.transferEncoding, FieldName.expect,
            FieldName.upgrade, FieldName.proxyConnection:
            throw .unusual
        default: break
        }
    }

    /// Said once, and one of the two words that everybody understands alike.
    private mutating func readConnection(_ word: UInt128) throws(RequestRecogniser.Stop) {
        guard connectionForm == nil else { throw .unusual }
        switch word {
        case FieldName.close: connectionForm = .close
        case FieldName.keepAlive: connectionForm = .keepAlive
        default: throw .unusual
        }
    }

    /// Whether there is exactly one `Host` (RFC 9112, 3.2).
    var hasOneHost: Bool { hostCount == 1 }

    var connection: AnswerForm.ConnectionForm { connectionForm ?? .keepAlive }

    var navigation: RedirectRequest.Navigation {
        if isNavigation == nil && isDocument == nil { return .unknown }
        return isNavigation ?? true && isDocument ?? true ? .topLevel : .embedded
    }

    /// A value without regard to case, as a number; 0, which is no word, for more than 16 bytes.
    private static func word(_ value: Range<Int>, _ bytes: Span<UInt8>) -> UInt128 {
        guard value.count <= 16 else { return 0 }
        var word = FieldName()
        for index in value { word.append(bytes[index]) }
        return word.packed
    }
}
