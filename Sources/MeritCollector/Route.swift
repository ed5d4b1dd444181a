import MeritCore
import MeritToken
import NIOHTTP1

/// What a request asks for, as the full lane recognises it from NIO's parser. Recognising looks at
/// the request alone: no table, no clock, no connection.
enum Route {
    case redirect(RedirectRequest)
    case views(ViewsRequest)
    /// `OPTIONS /v1/views`, with the origin that asks.
    case preflight(origin: String?)
    case live
    case ready
    case code(CodeRequest)
    /// Answered without looking further.
    case fixed(Answer)
}

/// A request's head, recognised.
struct RecognisedHead {
    var route: Route
    var form: AnswerForm
    /// Nil where the head does not say.
    let contentLength: Int?
    let expectsContinue: Bool

    init(_ head: HTTPRequestHead, network: NetworkPrefix?) {
        let headers = RequestHeaders(head.headers)
        contentLength = headers.contentLength
        expectsContinue = headers.expectsContinue && head.isModern
        form = AnswerForm(
            body: head.method == .HEAD ? .headersOnly : .whole,
            connection: Self.connection(head, headers))
        // RFC 9112, 3.2: one Host in HTTP/1.1, in any version not two.
        let isHostMissing = head.isModern && headers.hosts.isEmpty
        guard !isHostMissing, headers.hosts.count <= 1,
            let path = Self.path(head.uri, host: headers.hosts.first)
        else {
            route = .fixed(.badRequest)
            form.connection = .close
            return
        }
        route = Self.route(head.method, path, headers, network)
    }

    private static func connection(
        _ head: HTTPRequestHead, _ headers: RequestHeaders
    ) -> AnswerForm.ConnectionForm {
        // NIO's parser stops after a request that asks for an upgrade, so nothing follows it.
        guard head.isKeepAlive, !headers.asksForUpgrade, head.method != .CONNECT else {
            return .close
        }
        return head.isModern ? .keepAlive : .keepAliveTold
    }

    /// The target's path; nil for an absolute target that names another host than `Host` does:
    /// two servers in a row may read that differently.
    private static func path(_ target: String, host: String?) -> Substring? {
        var rest = target[...]
        for scheme in ["http://", "https://"]
        where rest.prefix(scheme.count).lowercased() == scheme {
            let authority = rest.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" }
            if let host, host.lowercased() != authority.lowercased() { return nil }
            rest = rest[authority.endIndex...]
            break
        }
        return rest.prefix { $0 != "?" && $0 != "#" }
    }

    private static func route(
        _ method: HTTPMethod, _ path: Substring, _ headers: RequestHeaders,
        _ network: NetworkPrefix?
    ) -> Route {
        if path.hasPrefix("/r/") {
            return redirect(method, path.dropFirst("/r/".count), headers, network)
        }
        if path.hasPrefix("/q/") {
            let query = path.base[path.endIndex...]
            return CodeRequest.route(method, path.dropFirst("/q/".count), query: query, headers)
        }
        switch path {
        case "/v1/views": return views(method, headers, network)
        case "/livez": return isReading(method) ? .live : .fixed(.readingOnly)
        case "/readyz": return isReading(method) ? .ready : .fixed(.readingOnly)
        default: return .fixed(.notFoundPage)
        }
    }

    private static func isReading(_ method: HTTPMethod) -> Bool {
        method == .GET || method == .HEAD
    }

    private static func redirect(
        _ method: HTTPMethod, _ text: Substring, _ headers: RequestHeaders,
        _ network: NetworkPrefix?
    ) -> Route {
        guard isReading(method) else { return .fixed(.readingOnly) }
        return .redirect(
            RedirectRequest(
                method: method == .HEAD ? .head : .get, token: token(text),
                visitor: headers.visitor, navigation: headers.navigation,
                purpose: headers.purpose, userAgent: headers.userAgentBytes, network: network))
    }

    private static func token(_ text: Substring) -> RedirectRequest.TokenText? {
        let bytes = text.utf8
        guard bytes.count == StaffToken.characterCount else { return nil }
        var token = RedirectRequest.TokenText(repeating: 0)
        for (index, byte) in bytes.enumerated() { token[index] = byte }
        return token
    }

    private static func views(
        _ method: HTTPMethod, _ headers: RequestHeaders, _ network: NetworkPrefix?
    ) -> Route {
        // Two origins are none that is listed.
        let origin = headers.origins.isEmpty ? nil : headers.origins.joined(separator: ",")
        switch method {
        case .OPTIONS: return .preflight(origin: origin)
        case .POST:
            return .views(
                ViewsRequest(
                    origin: origin, referer: headers.referer, contentType: headers.contentType,
                    purpose: headers.purpose, userAgent: headers.userAgentBytes,
                    network: network))
        default: return .fixed(.viewsMethods)
        }
    }
}

extension Answer {
    static let readingOnly = methodNotAllowed("GET, HEAD")
    static let viewsMethods = methodNotAllowed("OPTIONS, POST")
}

extension HTTPRequestHead {
    /// HTTP/1.1 or a later minor version: connections are kept unless said otherwise.
    fileprivate var isModern: Bool { version.minor >= 1 }
}
