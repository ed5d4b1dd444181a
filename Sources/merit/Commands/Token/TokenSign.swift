import ArgumentParser
import MeritCore
import MeritJSON

struct TokenSign: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Signs a staff member into a link; prints the token alone.")

    @OptionGroup var service: ServiceOptions

    @Option(help: "The staff number.")
    var staff: StaffNumber

    @Option(help: "The link's number.")
    var link: LinkNumber

    @Option(
        help: ArgumentHelp(
            "The issue day, at most tomorrow; today where it is left out.",
            valueName: "yyyy-mm-dd"))
    var issued: CivilDate?

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .get(
                "tokens",
                query: [
                    "link": String(link.value), "staff": String(staff.value),
                    "issued": issued.map { "\($0)" },
                ]))
        let token = try answer.json()
        for warning in token["warnings"]?.elements ?? [] {
            Terminal.complain("warning: \(warning["message"]?.shown ?? warning.shown)")
        }
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print(token["token"]?.shown ?? "")
        }
    }
}
