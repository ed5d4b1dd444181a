import Hummingbird
import MeritCore
import MeritIntake
import MeritStore

/// `GET /v1/api-keys`: all keys, without their secrets.
enum ListAPIKeys: Endpoint {
    static let route = RouteName("GET", "/v1/api-keys")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["after", "limit"])
        let keys = try call.vaulted { vault throws(StoreError) in try vault.apiKeys() }
        let page = Page(
            of: keys.sorted { $0.id < $1.id }, after: try query.optional("after", "an id") { $0 },
            limit: try query.limit(), key: { $0.id })
        return Answer.page(page.items, next: page.next) { $0.write($1) }
    }
}
