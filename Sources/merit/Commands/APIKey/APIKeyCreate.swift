import ArgumentParser
import MeritJSON

struct APIKeyCreate: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "create",
        abstract: "Makes a key and prints it, this once, alone on standard output.")

    @OptionGroup var service: ServiceOptions

    @Option(help: "What the key is for.")
    var name: String

    @Option(help: "The name or number of the person whose key it is.")
    var person: String?

    @Option(
        help: ArgumentHelp(
            """
            What it is good for: admin, directory, links, policies, import, finance, reports, \
            identifiers, metrics; several separated by commas, or the option again.
            """, valueName: "scopes"))
    var scope: [ScopeNames]

    @Option(help: ArgumentHelp("After how many days it ends.", valueName: "days"))
    var expiresDays: DayCount?

    func perform(with client: ServiceClient) async throws {
        let scopes = scope.flatMap(\.names)
        let answer = try await client.send(
            .post("api-keys") { body in
                body.member("name", name)
                if let person {
                    if let number = Int(person) {
                        body.member("person", number)
                    } else {
                        body.member("person", person)
                    }
                }
                body.array("scopes", scopes) { $0.string($1) }
                body.memberIfAny("expires_days", expiresDays?.value)
            })
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print(try answer.json()["key"]?.shown ?? "")
        }
    }
}
