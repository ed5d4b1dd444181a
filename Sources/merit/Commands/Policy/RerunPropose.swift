import ArgumentParser
import MeritCore
import MeritJSON

struct RerunPropose: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Asks for a re-run; it counts once another person approves it.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The policy's id.")
    var policy: PolicyID

    @Option(help: ArgumentHelp("The first day of creation.", valueName: "yyyy-mm-dd"))
    var from: CivilDate

    @Option(help: ArgumentHelp("The last day of creation.", valueName: "yyyy-mm-dd"))
    var to: CivilDate

    @Option(help: "Why.")
    var reason: String?

    var need: ServiceNeed { .running }

    func validate() throws {
        if to < from { throw ValidationError("--to lies before --from") }
    }

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .post("policies", policy.value, "rerun") { body in
                body.member("from", "\(from)")
                body.member("to", "\(to)")
                body.memberIfAny("reason", reason)
            })
        guard service.form == .text else { return answer.print() }
        Terminal.print(try answer.json()["rerun"]?.shown ?? "")
    }
}
