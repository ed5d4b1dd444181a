import ArgumentParser
import MeritJSON

struct IdentitySplitting: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "split",
        abstract: "Ends a wrong join of two aliases that are bound directly.",
        discussion: """
            Identifiers are read from standard input, a line each, the left one first. Orders that \
            the join decided are judged again.
            """)

    @OptionGroup var service: ServiceOptions

    @Option(help: ArgumentHelp("\(AliasArgument.help)", valueName: "kind:-"))
    var left: AliasArgument

    @Option(help: ArgumentHelp("\(AliasArgument.help)", valueName: "kind:-"))
    var right: AliasArgument

    @Option(help: "Why.")
    var reason: String

    func perform(with client: ServiceClient) async throws {
        let identifiers = try IdentifierInput.read([left, right])
        let answer = try await client.send(
            .post("identity", "split") { body in
                left.write("left", identifier: identifiers.first, to: &body)
                right.write("right", identifier: identifiers.last, to: &body)
                body.member("reason", reason)
            })
        guard service.form == .text else { return answer.print() }
        let split = try answer.json()
        Terminal.print("\(split["left"]?.shown ?? "") – \(split["right"]?.shown ?? "") are split")
    }
}
