import ArgumentParser

struct Explain: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "The proof of an order: every touch, each rule, why it won or lost, the entries.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: ArgumentHelp("The order, as ORDER or SHOP/ORDER.", valueName: "[shop/]order"))
    var order: String

    func perform(with client: ServiceClient) async throws {
        let key = try await client.order(order)
        let request = ServiceRequest.get("orders", key.shop, key.order, "proof")
        switch service.form {
        case .json: try await client.send(request).print()
        case .text: try await client.send(request.accepting("text/plain")).print()
        }
    }
}
