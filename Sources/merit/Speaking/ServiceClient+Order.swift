import MeritJSON

/// An order as requests name it.
struct ShopOrder: Sendable {
    let shop: String
    let order: String
}

extension ServiceClient {
    /// The order that `SHOP/ORDER` names; without a shop, that of the only shop that has such an
    /// order. An order's own id may hold a slash.
    func order(_ text: String) async throws -> ShopOrder {
        let whole = try await orders(withID: text)
        if whole.count == 1 { return whole[0] }
        if whole.count > 1 {
            let choices = whole.map { "\($0.shop)/\($0.order)" }.joined(separator: ", ")
            throw CommandFailure(
                "several shops have an order \(text): \(choices)", code: Outcome.wrongUsage)
        }
        let parts = text.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else { throw CommandFailure("no shop has sent an order \(text)") }
        return ShopOrder(shop: String(parts[0]), order: String(parts[1]))
    }

    private func orders(withID id: String) async throws -> [ShopOrder] {
        let answer = try await send(.get("orders", query: ["order_id": id])).json()
        return (answer["items"]?.elements ?? []).map {
            ShopOrder(shop: $0["shop"]?.string ?? "", order: $0["order_id"]?.string ?? "")
        }
    }
}
