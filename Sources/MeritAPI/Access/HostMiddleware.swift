import Hummingbird
import MeritIntake

/// Answers only for the hosts that are ours: a page that makes a browser resolve its own name to
/// this machine (DNS rebinding) reaches nothing.
struct HostMiddleware: RouterMiddleware {
    /// In lower case, without port.
    let hosts: Set<String>

    @concurrent func handle(
        _ request: Request, context: APIContext,
        next: @concurrent (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        // The `Host` field of HTTP/1.1 arrives as the request's authority.
        guard let authority = request.head.authority, hosts.contains(Self.host(of: authority))
        else { throw Problem(.hostNotAllowed) }
        return try await next(request, context)
    }

    /// Without port, in lower case; `[::1]:8081` is `[::1]`.
    static func host(of authority: String) -> String {
        var host = authority.lowercased()[...]
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") {
            host = host[...end]
        } else if let colon = host.lastIndex(of: ":") {
            host = host[..<colon]
        }
        return String(host)
    }
}
