import ArgumentParser
import MeritReports

struct BadRecordList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the bad records that nobody has dealt with.")

    @OptionGroup var service: ServiceOptions

    @Flag(help: "Those that were replayed or discarded too.")
    var all = false

    func perform(with client: ServiceClient) async throws {
        client.printList(
            try await client.items("bad-records", query: [("filter", all ? "all" : "open")]),
            [
                ListColumn("record", nil, .right), ListColumn("received", "at"),
                ListColumn("source"), ListColumn("shop"), ListColumn("event", "event_id"),
                ListColumn("code"), ListColumn("detail"),
                ListColumn("outcome", "resolution.outcome"),
            ], as: service.form)
    }
}
