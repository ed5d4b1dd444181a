import Hummingbird
import MeritAttribution
import MeritCore
import MeritIntake

/// `POST /v1/orders/import?shop&file[&first_line][&dry_run]`: order events from a file, in parts;
/// repeats do nothing.
enum ImportOrders: Endpoint {
    static let route = RouteName("POST", "/v1/orders/import")
    static let scope: Scope? = .import
    static let effect = EndpointEffect.appendsPart

    static func respond(to call: APICall) async throws(Problem) -> Response {
        let query = try call.query(ImportChunk.parameters.union(["shop"]))
        let shop = try query.required("shop", ShopName.rule) { ShopName($0) }
        guard call.directory.knows(shop) else { throw Problem(.unknownShop) }
        return try await ImportChunk(query, call, .orders(shop)).respond(to: call)
    }
}
