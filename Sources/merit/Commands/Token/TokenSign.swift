import ArgumentParser
import MeritJSON

struct TokenSign: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "sign", abstract: "Signs a staff member into a link; prints the token alone.")

    @OptionGroup var service: ServiceOptions

    @Option(help: "The staff number.")
    var staff: Int

    @Option(help: "The link's number.")
    var link: Int

    @Option(
        help: ArgumentHelp(
            "The issue day, at most tomorrow; today where it is left out.",
            valueName: "yyyy-mm-dd"))
    var issued: String?

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .get(
                "tokens",
                query: ["link": String(link), "staff": String(staff), "issued": issued]))
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
