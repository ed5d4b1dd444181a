import ArgumentParser
import MeritReports

struct PersonList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists whoever may act.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        client.printList(
            try await client.items("persons"),
            [
                ListColumn("person", nil, .right), ListColumn("name"), ListColumn("userid"),
                ListColumn("added", "added_at"),
            ], as: service.form)
    }
}
