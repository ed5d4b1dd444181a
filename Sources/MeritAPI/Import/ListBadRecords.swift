import Hummingbird
import MeritCore
import MeritIntake
import MeritStore

/// `GET /v1/bad-records`: what was sent or imported and could not be processed, the oldest first.
enum ListBadRecords: Endpoint {
    static let route = RouteName("GET", "/v1/bad-records")
    static let scope: Scope? = .import
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["filter", "after", "limit"])
        let limit = try query.limit()
        let after = try query.number("after", as: UInt64.self) ?? 0
        let filter: BadRecordFilter =
            try query.optional("filter", "open or all") { (text) -> BadRecordFilter? in
                ["open": .open, "all": .all][text]
            } ?? .open
        let rows = try call.stored { store throws(StoreError) in
            try store.badRecords(after: Sequence(after), limit: limit, filter)
        }
        let next = rows.count == limit ? rows.last.map { "\($0.sequence.value)" } : nil
        return Answer.page(rows, next: next) { $0.write($1) }
    }
}
