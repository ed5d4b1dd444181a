import NIOCore

/// One answer: a status, header lines that are ready to send, and a body. Nothing of a request ever
/// stands in its headers except the text of a token that verified.
struct Answer: Hashable, Sendable {
    let status: Status
    /// Whole lines, each with its end; without `Date`, `Content-Length` and `Connection`.
    var headers: [UInt8]
    let body: [UInt8]

    init(_ status: Status, headers: [UInt8] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    enum Status: Int, Hashable, Sendable, CaseIterable {
        case ok = 200
        case accepted = 202
        case noContent = 204
        case found = 302
        case notModified = 304
        case badRequest = 400
        case forbidden = 403
        case notFound = 404
        case methodNotAllowed = 405
        case requestTimeout = 408
        case contentTooLarge = 413
        case unsupportedMediaType = 415
        case unprocessableContent = 422
        case headersTooLarge = 431
        case notImplemented = 501
        case unavailable = 503

        var reason: StaticString {
            switch self {
            case .ok: "OK"
            case .accepted: "Accepted"
            case .noContent: "No Content"
            case .found: "Found"
            case .notModified: "Not Modified"
            case .badRequest: "Bad Request"
            case .forbidden: "Forbidden"
            case .notFound: "Not Found"
            case .methodNotAllowed: "Method Not Allowed"
            case .requestTimeout: "Request Timeout"
            case .contentTooLarge: "Content Too Large"
            case .unsupportedMediaType: "Unsupported Media Type"
            case .unprocessableContent: "Unprocessable Content"
            case .headersTooLarge: "Request Header Fields Too Large"
            case .notImplemented: "Not Implemented"
            case .unavailable: "Service Unavailable"
            }
        }
    }
}

/// How an answer is framed for the request that it answers.
struct AnswerForm: Hashable, Sendable {
    var body: BodyForm
    var connection: ConnectionForm

    enum BodyForm: Hashable, Sendable {
        case whole
        /// For HEAD: the same headers, no body.
        case headersOnly
    }

    enum ConnectionForm: Hashable, Sendable {
        case keepAlive
        /// For HTTP/1.0 clients that asked for it, who must be told.
        case keepAliveTold
        case close
    }
}

extension Answer {
    /// Appends the answer as HTTP/1.1 sends it. `date` is a whole `Date` line.
    func append(to bytes: inout ByteBuffer, form: AnswerForm, date: [UInt8]) {
        Self.appendStart(status, to: &bytes)
        bytes.writeBytes(headers)
        Self.appendEnd(status, bodyCount: body.count, to: &bytes, form: form, date: date)
        if form.body == .whole { bytes.writeBytes(body) }
    }

    /// What stands before an answer's own headers.
    static func appendStart(_ status: Status, to bytes: inout ByteBuffer) {
        bytes.writeBytes(statusLines[status.rawValue - statusMin])
    }

    /// What stands between an answer's own headers and its body.
    static func appendEnd(
        _ status: Status, bodyCount: Int, to bytes: inout ByteBuffer, form: AnswerForm,
        date: [UInt8]
    ) {
        bytes.writeBytes(date)
        // Of a 304 it would be the length of what is not sent (RFC 9110, 8.6).
        if status != .noContent && status != .notModified {
            bytes.writeBytes(contentLength)
            append(bodyCount, to: &bytes)
            bytes.writeBytes(lineEnd)
        }
        switch form.connection {
        case .keepAlive: break
        case .keepAliveTold: bytes.writeBytes(keepAlive)
        case .close: bytes.writeBytes(close)
        }
        bytes.writeBytes(lineEnd)
    }

    static let interim100 = Array("HTTP/1.1 100 Continue\r\n\r\n".utf8)

    private static let statusMin = 200

    /// By status from 200 on; empty for those that are never sent.
    private static let statusLines: [[UInt8]] = {
        var lines = [[UInt8]](repeating: [], count: 400)
        for status in Status.allCases {
            let line = "HTTP/1.1 \(status.rawValue) \(status.reason)\r\n"
            lines[status.rawValue - statusMin] = Array(line.utf8)
        }
        return lines
    }()
    private static let contentLength = Array("Content-Length: ".utf8)
    private static let keepAlive = Array("Connection: keep-alive\r\n".utf8)
    private static let close = Array("Connection: close\r\n".utf8)
    private static let lineEnd = Array("\r\n".utf8)

    private static func append(_ number: Int, to bytes: inout ByteBuffer) {
        if number > 9 { append(number / 10, to: &bytes) }
        bytes.writeInteger(0x30 + UInt8(truncatingIfNeeded: number % 10))
    }
}
