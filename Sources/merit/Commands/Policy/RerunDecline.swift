import ArgumentParser
import MeritCore

struct RerunDecline: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "decline",
        abstract: "Declines a re-run, or withdraws it: nothing comes of it.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The re-run's number.")
    var rerun: RerunNumber

    var need: ServiceNeed { .running }

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("reruns", String(rerun.value), "decline"))
        guard service.form == .text else { return answer.print() }
        Terminal.print("re-run \(rerun.value) is declined")
    }
}
