import ArgumentParser

struct ShopList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the malls.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        client.printList(
            try await client.items("shops"), [ListColumn("shop")], as: service.form)
    }
}
