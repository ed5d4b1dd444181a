import ArgumentParser
import MeritReports

struct RerunList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists re-runs, and what became of them.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        client.printList(
            try await client.items("reruns"),
            [
                ListColumn("re-run", "rerun", .right), ListColumn("state"), ListColumn("policy"),
                ListColumn("from"), ListColumn("to"), ListColumn("reason"),
                ListColumn("proposed", "proposed_at"), ListColumn("by", "proposer.name"),
                ListColumn("resolved", "resolved_at"), ListColumn("by", "resolver.name"),
            ], as: service.form)
    }
}
