import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritStore

/// `GET /v1/adjustments`: appeals and corrections, in the order they were proposed.
enum ListAdjustments: Endpoint {
    static let route = RouteName("GET", "/v1/adjustments")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["filter", "after", "limit"])
        let limit = try query.limit()
        let after = try query.number("after", as: UInt32.self).map { AdjustmentNumber($0) }
        let filter = try query.openFilter()
        let rows = try call.stored { store throws(StoreError) in
            try store.adjustments(after: after, limit: limit, filter)
        }
        let next = rows.count == limit ? rows.last.map { "\($0.number.value)" } : nil
        let directory = call.directory
        return Answer.page(rows, next: next) { $0.write($1, in: directory) }
    }
}

extension Query {
    /// `filter`: `open`, or `all` where the query does not say.
    func openFilter() throws(Problem) -> OpenFilter {
        try optional("filter", "open or all") { (text) -> OpenFilter? in
            ["open": .open, "all": .all][text]
        } ?? .all
    }
}
