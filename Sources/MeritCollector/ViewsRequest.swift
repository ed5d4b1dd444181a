import MeritCore

/// A request for `POST /v1/views` as a recogniser read its head.
struct ViewsRequest {
    /// As sent; nil where it was not.
    var origin: String?
    var referer: String?
    var contentType: String?
    var purpose: RedirectRequest.Purpose
    /// As sent, at most 512 bytes.
    var userAgent: [UInt8]
    var network: NetworkPrefix?
}

extension RedirectSettings {
    /// Why views are refused before their body is read; nil where they may come.
    func refusal(of request: ViewsRequest) -> Answer? {
        if let origin = request.origin, origins.listed(origin) == nil {
            return .originNotAllowed
        }
        if let referer = request.referer, let app = Self.miniProgram(referer),
            !miniPrograms.contains(String(app))
        {
            return .miniProgramNotAllowed
        }
        guard Self.isAccepted(request.contentType) else {
            // A page that may send learns why this was not taken.
            return .unsupportedMediaType.adding(sharing(with: request.origin))
        }
        return nil
    }

    /// What every answer to `origin` says so that its page may read it.
    func sharing(with origin: String?) -> [UInt8] {
        guard let listed = origin.flatMap({ origins.listed($0) }) else { return [] }
        return Answer.lines("Access-Control-Allow-Origin: \(listed)", "Vary: Origin")
    }

    /// The answer to a browser that asks whether it may send views (Fetch Standard, CORS).
    func preflight(origin: String?) -> Answer {
        guard let origin else {
            return Answer(.noContent, headers: Answer.lines("Allow: OPTIONS, POST"))
        }
        guard origins.listed(origin) != nil else { return .originNotAllowed }
        let grants = Answer.lines(
            "Access-Control-Allow-Methods: POST", "Access-Control-Allow-Headers: Content-Type",
            "Access-Control-Max-Age: 86400")
        return Answer(.noContent, headers: sharing(with: origin) + grants)
    }

    /// The appid in the `Referer` of a mini-program: `https://servicewechat.com/APPID/VERSION/…`.
    private static func miniProgram(_ referer: String) -> Substring? {
        let host = "https://servicewechat.com/"
        guard referer.prefix(host.count).lowercased() == host else { return nil }
        return referer.dropFirst(host.count).prefix { $0 != "/" }
    }

    /// `navigator.sendBeacon` sends strings as `text/plain`.
    private static func isAccepted(_ contentType: String?) -> Bool {
        guard let contentType else { return true }
        let type = contentType.prefix { $0 != ";" && $0 != " " && $0 != "\t" }
        return RequestHeaders.same(type, "application/json")
            || RequestHeaders.same(type, "text/plain")
    }
}

extension Answer {
    static let originNotAllowed = problem(
        .forbidden, code: "origin_not_allowed",
        detail: "This Origin is not in collector.origins.")
    static let miniProgramNotAllowed = problem(
        .forbidden, code: "mini_program_not_allowed",
        detail: "This mini-program's appid is not in collector.mini_programs.")
    static let unsupportedMediaType = problem(
        .unsupportedMediaType, code: "unsupported_media_type",
        detail: "Send application/json or text/plain.")
}
