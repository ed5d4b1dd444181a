import Hummingbird
import MeritCore
import MeritIntake
import MeritReports
import MeritStore

/// `GET /v1/orders/{shop}/{order_id}/proof`: who is credited with the order and why, in JSON, or as
/// text for people where the request accepts `text/plain`.
enum ShowProof: Endpoint {
    static let route = RouteName("GET", "/v1/orders/{shop}/{order_id}/proof")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let order = OrderKey(
            shop: try call.path("shop") { ShopName($0) },
            order: try call.path("order_id") { OrderID($0) })
        let proof = try call.stored { store throws(StoreError) in
            try Proof.make(of: order, from: store)
        }
        guard let proof else { throw Problem(.notFound) }
        switch call.prefers("text/plain") {
        case .json: return .json(.ok, proof.json)
        case .named:
            return Answer.text(Array(proof.text.utf8), type: "text/plain; charset=utf-8")
        }
    }
}
