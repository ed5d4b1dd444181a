import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake
import MeritJSON

/// `GET /v1/shops`.
enum ListShops: Endpoint {
    static let route = RouteName("GET", "/v1/shops")
    static let scope: Scope? = .admin
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["after", "limit"])
        let page = Page(
            of: call.directory.shops.sorted(),
            after: try query.optional("after", ShopName.rule) { ShopName($0) },
            limit: try query.limit(), key: { $0 })
        return Answer.page(page.items, next: page.next) { $0.member("shop", $1.value) }
    }
}
