import ArgumentParser
import MeritCore
import MeritJSON

struct PeriodPropose: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose",
        abstract: "Asks that a month be closed as its books stand, once another person confirms.",
        discussion: """
            Refused with a list of what stands in the way: orders still to be judged, bad records \
            received in the month, open adjustments. The latter two may be waived with a reason, \
            which the confirmer then confirms too.
            """)

    @OptionGroup var service: ServiceOptions

    @Argument(help: ArgumentHelp("The month.", valueName: "yyyy-mm"))
    var period: Period

    @Flag(help: "Close it with open bad records and adjustments; give a reason.")
    var waive = false

    @Option(help: "Why they do not matter.")
    var reason: String?

    var need: ServiceNeed { .running }

    func validate() throws {
        if waive, reason == nil {
            throw ValidationError("--waive needs a --reason")
        }
    }

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .post("periods", period.description, "propose") { body in
                body.member("waive", waive)
                body.memberIfAny("reason", reason)
            })
        guard service.form == .text else { return answer.print() }
        Terminal.print(
            "the close of \(period) is proposed; another person confirms it: "
                + "merit period close \(period)")
    }
}
