import ArgumentParser
import MeritCore

struct AdjustmentApprove: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approves an adjustment; by another person than the proposer.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The adjustment's number.")
    var adjustment: AdjustmentNumber

    @Option(help: "A word on it.")
    var reason: String?

    var need: ServiceNeed { .running }

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .post("adjustments", String(adjustment.value), "approve") { body in
                body.memberIfAny("reason", reason)
            })
        guard service.form == .text else { return answer.print() }
        Terminal.print("adjustment \(adjustment.value) is approved")
    }
}
