import HTTPTypes
package import Hummingbird

extension Router {
    /// The methods of HTTP that somebody may try on a path (RFC 9110, 9.3; PATCH is RFC 5789).
    private static var methods: [HTTPRequest.Method] {
        [.get, .head, .post, .put, .patch, .delete, .options, .trace]
    }

    /// Answers 405 with `Allow` on the paths of `routes` to every method that none of them names.
    /// To be called when all of them are there.
    package func refuseOtherMethods(than routes: [RouteName]) {
        for (path, routes) in Dictionary(grouping: routes, by: \.path) {
            let allowed = Set(routes.map(\.method)).sorted()
            let problem = Problem(.methodNotAllowed, allowed: allowed)
            for method in Self.methods where !allowed.contains(method.rawValue) {
                on(RouterPath(path), method: method) { _, _ in problem.response }
            }
        }
    }
}
