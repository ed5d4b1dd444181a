import ArgumentParser
import MeritCore
import MeritJSON

struct LinkCreate: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Creates a link and prints its number alone.")

    @OptionGroup var service: ServiceOptions

    @Option(help: "h5, miniprogram or acquisition.")
    var kind: LinkKind

    @Option(
        help: ArgumentHelp(
            "Where it leads; its host must be in collector.destination_hosts.",
            valueName: "url"))
    var destination: String

    @Option(help: "Where it is placed, such as wecom-chat.")
    var channel: String

    @Option(help: "What it is for.")
    var campaign: String?

    @Option(
        help: ArgumentHelp(
            "A token is good on its issue day and the N - 1 business days after it.",
            valueName: "n"))
    var expiresDays: DayCount?

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .post("links") { body in
                body.member("kind", kind.name)
                body.member("destination", destination)
                body.member("channel", channel)
                body.memberIfAny("campaign", campaign)
                body.memberIfAny("expires_days", expiresDays?.value)
            })
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print(try answer.json()["link"]?.shown ?? "")
        }
    }
}
