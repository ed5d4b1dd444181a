import ArgumentParser
import MeritReports

struct APIKeyList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the keys, without their secrets.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        client.printList(
            try await client.items("api-keys"),
            [
                ListColumn("id"), ListColumn("name"), ListColumn("person", nil, .right),
                ListColumn("scopes"), ListColumn("created", "created_at"),
                ListColumn("expires", "expires_at"), ListColumn("revoked", "revoked_at"),
            ], as: service.form)
    }
}
