import ArgumentParser
import MeritCore
import MeritJSON

struct ShopAdd: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "add",
        abstract: "Adds a mall and prints its two secrets, this once.",
        discussion: """
            whsec_… signs order webhooks (Standard Webhooks), misec_… signs customers' identities. \
            Give both to the mall's backend; keys.json keeps them.
            """)

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The mall's name: 1 to 64 of a-z, 0-9, '-', '_' and '.'.")
    var name: ShopName

    @Option(
        help: ArgumentHelp(
            "'-' reads a given webhook secret from standard input.", valueName: "-"))
    var webhookSecret: String?

    func validate() throws {
        if let webhookSecret, webhookSecret != "-" {
            throw ValidationError(
                "--webhook-secret takes '-' only: secrets are read from standard input")
        }
    }

    func perform(with client: ServiceClient) async throws {
        let given = try webhookSecret.map { _ in try Terminal.secretLine("the webhook secret") }
        let answer = try await client.send(
            .post("shops") { body in
                body.member("shop", name.value)
                body.memberIfAny("webhook_secret", given)
            })
        guard service.form == .text else { return answer.print() }
        let shop = try answer.json()
        Terminal.print("webhook_secret   \(shop["webhook_secret"]?.shown ?? "")")
        Terminal.print("identity_secret  \(shop["identity_secret"]?.shown ?? "")")
    }
}
