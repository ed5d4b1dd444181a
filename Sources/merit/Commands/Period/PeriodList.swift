import ArgumentParser
import MeritReports

struct PeriodList: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Lists the months that have entries, and how they stand.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        client.printList(
            try await client.items("periods"),
            [
                ListColumn("period"), ListColumn("state"), ListColumn("entries", nil, .right),
                ListColumn("from"), ListColumn("to"),
                ListColumn("proposed", "proposal.at"), ListColumn("by", "proposal.proposer.name"),
                ListColumn("waived", "proposal.waived"), ListColumn("reason", "proposal.reason"),
                ListColumn("closed", "closing.at"), ListColumn("by", "closing.confirmer.name"),
            ], as: service.form)
    }
}
