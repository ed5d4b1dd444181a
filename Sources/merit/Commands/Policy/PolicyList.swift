import ArgumentParser

struct PolicyList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the policies in the order of their publication.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        client.printList(
            try await client.items("policies"),
            [
                ListColumn("policy"), ListColumn("effective from", "effective_from"),
                ListColumn("published", "published_at"), ListColumn("rules"),
            ], as: service.form)
    }
}
