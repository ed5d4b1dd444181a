import Hummingbird
import MeritCore
import MeritIntake
import MeritJSON
import MeritStore

/// `GET /v1/orders?order_id`: the orders with this id, in every shop.
enum FindOrders: Endpoint {
    static let route = RouteName("GET", "/v1/orders")
    static let scope: Scope? = .finance
    static let effect = EndpointEffect.reads

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(["order_id"])
        let id = try query.required("order_id", OrderID.rule) { OrderID($0) }
        let orders = try call.stored { store throws(StoreError) in
            try store.orderKeys(withID: id)
        }
        return Answer.page(orders, next: nil) { writer, order in
            writer.member("shop", order.shop.value)
            writer.member("order_id", order.order.value)
        }
    }
}
