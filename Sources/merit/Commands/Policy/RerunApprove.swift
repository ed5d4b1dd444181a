import ArgumentParser
import MeritCore

struct RerunApprove: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "approve",
        abstract: "Approves a re-run; by another person than the proposer.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The re-run's number.")
    var rerun: RerunNumber

    var need: ServiceNeed { .running }

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("reruns", String(rerun.value), "approve"))
        guard service.form == .text else { return answer.print() }
        Terminal.print("re-run \(rerun.value) is approved")
    }
}
