/// A method and a path, as `openapi.yaml` names them: `GET /v1/links/{link}`.
package struct RouteName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let method: String
    package let path: String

    package init(_ method: String, _ path: String) {
        self.method = method
        self.path = path
    }

    package var description: String { "\(method) \(path)" }

    package static func < (left: Self, right: Self) -> Bool {
        (left.path, left.method) < (right.path, right.method)
    }
}
