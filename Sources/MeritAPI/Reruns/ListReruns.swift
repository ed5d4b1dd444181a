import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritStore

/// `GET /v1/reruns`: re-runs, in the order they were proposed.
enum ListReruns: Endpoint {
    static let route = RouteName("GET", "/v1/reruns")
    static let scope: Scope? = .policies
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["after", "limit"])
        let limit = try query.limit()
        let after = try query.number("after", as: UInt32.self).map { RerunNumber($0) }
        let rows = try call.stored { store throws(StoreError) in
            try store.reruns(after: after, limit: limit)
        }
        let next = rows.count == limit ? rows.last.map { "\($0.number.value)" } : nil
        let directory = call.directory
        return Answer.page(rows, next: next) { $0.write($1, in: directory) }
    }
}
