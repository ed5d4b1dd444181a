import ArgumentParser
import MeritReports

struct LinkList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the links.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        client.printList(
            try await client.items("links"),
            [
                ListColumn("link", nil, .right), ListColumn("kind"), ListColumn("channel"),
                ListColumn("campaign"), ListColumn("days", "expires_days", .right),
                ListColumn("revoked", "revoked_at"), ListColumn("destination"),
            ], as: service.form)
    }
}
