import ArgumentParser
import MeritJSON

struct Explain: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "The proof of an order: every touch, each rule, why it won or lost, the entries.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: ArgumentHelp("The order, as ORDER or SHOP/ORDER.", valueName: "[shop/]order"))
    var order: String

    func perform(with client: ServiceClient) async throws {
        let key = try await key(client)
        let request = ServiceRequest.get("orders", key.shop, key.order, "proof")
        switch service.form {
        case .json: try await client.send(request).print()
        case .text: try await client.send(request.accepting("text/plain")).print()
        }
    }

    private struct Key {
        let shop: String
        let order: String
    }

    /// `SHOP/ORDER`; without a shop, the only shop that has such an order. An order's own id may
    /// hold a slash.
    private func key(_ client: ServiceClient) async throws -> Key {
        let whole = try await found(order, client)
        if whole.count == 1 { return whole[0] }
        if whole.count > 1 {
            let choices = whole.map { "\($0.shop)/\($0.order)" }.joined(separator: ", ")
            throw CommandFailure(
                "several shops have an order \(order): \(choices)", code: Outcome.wrongUsage)
        }
        let parts = order.split(separator: "/", maxSplits: 1)
        guard parts.count == 2 else {
            throw CommandFailure("no shop has sent an order \(order)")
        }
        return Key(shop: String(parts[0]), order: String(parts[1]))
    }

    private func found(_ id: String, _ client: ServiceClient) async throws -> [Key] {
        let answer = try await client.send(.get("orders", query: ["order_id": id])).json()
        return (answer["items"]?.elements ?? []).map {
            Key(shop: $0["shop"]?.string ?? "", order: $0["order_id"]?.string ?? "")
        }
    }
}
