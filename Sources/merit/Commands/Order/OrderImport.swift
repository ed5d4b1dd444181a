import ArgumentParser
import MeritCore

struct OrderImport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings order events in from a file; repeats do nothing.",
        discussion: """
            One event a line, as in the order webhook with `event_id` added \
            (Schemas/order-event.schema.json). Exits 1 where a line could not be taken.
            """)

    @OptionGroup var service: ServiceOptions

    @OptionGroup var lines: LineOptions

    @Option(help: "The mall whose orders they are.")
    var shop: ShopName

    func perform(with client: ServiceClient) async throws {
        try await client.importLines(lines, to: "orders", shop: shop.value, as: service.form)
    }
}
