import ArgumentParser
import MeritReports

struct KeysList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the slots of the key ring, without the keys.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        let keys = try await client.send(.get("keys")).json()
        client.printList(
            keys["items"]?.elements ?? [],
            [ListColumn("slot", nil, .right), ListColumn("state"), ListColumn("origin")],
            as: service.form)
    }
}
