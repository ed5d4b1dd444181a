import ArgumentParser

struct OrderImport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Brings order events in from a file; repeats do nothing.",
        discussion: """
            One event a line, as in the order webhook with `event_id` added \
            (Schemas/order-event.schema.json). Exits 1 where a line could not be taken.
            """)

    @OptionGroup var service: ServiceOptions

    @Argument(help: "A file of JSON Lines.")
    var file: String

    @Option(help: "The mall whose orders they are.")
    var shop: String

    func perform(with client: ServiceClient) async throws {
        let count = try await LineImport(file: file, client: client) { digest, line, bytes in
            .post(
                "orders", "import",
                query: ["shop": shop, "file": digest, "first_line": String(line)],
                body: .init(type: "application/jsonl", bytes: bytes))
        }.run()
        try count.report(file, as: service.form)
    }
}
