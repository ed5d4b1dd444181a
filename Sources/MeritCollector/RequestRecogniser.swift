/// Reads usual requests for `/r/TOKEN` from bytes: a complete `GET` or `HEAD` in HTTP/1.1, strictly
/// spelled, with one `Host` and without a body. A value, and a pure function of the bytes; a usual
/// request costs no allocation.
///
/// It is a subset by decision: what it refuses goes byte for byte to NIO's parser, so refusing too
/// much costs time and accepting anything that NIO's parser reads differently would be a hole
/// (request smuggling). Tests compare the two.
struct RequestRecogniser: Sendable {
    /// A longer head is the full lane's. So is then every head with a field too long for it.
    let headBytesMax: Int
    let headerCountMax: Int

    init(_ options: CollectorOptions) {
        headBytesMax = min(options.headerBytesMax, options.headersBytesMax)
        headerCountMax = options.headerCountMax
    }

    /// Why reading ends before a request does.
    enum Stop: Error {
        case incomplete
        case unusual
    }

    /// What `bytes` begin with.
    func recognise(_ bytes: Span<UInt8>) -> Recognition {
        do throws(Stop) {
            let request = try request(bytes)
            return request.byteCount <= headBytesMax ? .request(request) : .unusual
        } catch {
            let isTooLong = bytes.count > headBytesMax
            return error == .incomplete && !isTooLong ? .incomplete : .unusual
        }
    }

    private func request(_ bytes: Span<UInt8>) throws(Stop) -> FastRequest {
        var place = 0
        let method = try Self.method(bytes, &place)
        try Self.expect("/r/", bytes, &place)
        let token = try Self.token(bytes, &place)
        try Self.skipQuery(bytes, &place)
        try Self.expect(" HTTP/1.1\r\n", bytes, &place)
        let fields = try self.fields(bytes, &place)
        guard fields.hasOneHost else { throw .unusual }
        return FastRequest(
            method: method, token: token, visitor: fields.visitor, navigation: fields.navigation,
            purpose: fields.purpose, userAgent: fields.userAgent, connection: fields.connection,
            byteCount: place)
    }

    // MARK: The request line

    private static func method(
        _ bytes: Span<UInt8>, _ place: inout Int
    ) throws(Stop) -> RedirectRequest.Method {
        guard bytes.count > 0 else { throw .incomplete }
        if bytes[0] == UInt8(ascii: "G") {
            try expect("GET ", bytes, &place)
            return .get
        }
        try expect("HEAD ", bytes, &place)
        return .head
    }

    /// Exactly `text`.
    private static func expect(
        _ text: StaticString, _ bytes: Span<UInt8>, _ place: inout Int
    ) throws(Stop) {
        let count = text.utf8CodeUnitCount
        let start = place
        let present = min(count, bytes.count - start)
        let isSame = text.withUTF8Buffer { text in
            for index in 0..<present {
                // Safe: `present` is at most the text's length.
                let expected = unsafe text[index]
                if bytes[start + index] != expected { return false }
            }
            return true
        }
        guard isSame else { throw .unusual }
        guard present == count else { throw .incomplete }
        place = start + count
    }

    /// Letters and digits alone, as many as a token has.
    private static func token(
        _ bytes: Span<UInt8>, _ place: inout Int
    ) throws(Stop) -> RedirectRequest.TokenText {
        var token = RedirectRequest.TokenText(repeating: 0)
        for index in token.indices {
            guard place < bytes.count else { throw .incomplete }
            let byte = bytes[place]
            guard isAlphanumeric(byte) else { throw .unusual }
            token[index] = byte
            place += 1
        }
        return token
    }

    /// What sharing adds behind a token (`?from=timeline`): nobody looks at it, but it has to be
    /// what every parser takes for a query.
    private static func skipQuery(_ bytes: Span<UInt8>, _ place: inout Int) throws(Stop) {
        guard place < bytes.count else { throw .incomplete }
        guard bytes[place] == UInt8(ascii: "?") else { return }
        place += 1
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: " ") { return }
            guard isAlphanumeric(byte) || isQueryMark(byte) else { throw .unusual }
            place += 1
        }
        throw .incomplete
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }

    /// The marks of RFC 3986, 3.4 that senders use.
    private static func isQueryMark(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "%"), UInt8(ascii: "-"),
            UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"), UInt8(ascii: "+"),
            UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: ","):
            true
        default: false
        }
    }
}
