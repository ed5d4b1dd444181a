import ArgumentParser
import MeritJSON

struct IdentityShow: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "A customer's aliases, and what bound them together.",
        discussion: """
            Identifiers are kept as hashes only; each is shown as KIND:HASH, which commands take \
            in place of the identifier.
            """)

    @OptionGroup var service: ServiceOptions

    @Option(help: ArgumentHelp("\(AliasArgument.help)", valueName: "kind:-"))
    var alias: AliasArgument

    func perform(with client: ServiceClient) async throws {
        let identifier = try IdentifierInput.read([alias])
        let answer = try await client.send(
            .post("identity", "show") { body in
                alias.write("alias", identifier: identifier.first, to: &body)
            })
        guard service.form == .text else { return answer.print() }
        let customer = try answer.json()
        for alias in customer["aliases"]?.elements ?? [] {
            Terminal.print("\(alias["alias"]?.shown ?? "")  \(alias["standing"]?.shown ?? "")")
        }
        for binding in customer["bindings"]?.elements ?? [] {
            let since = binding["since"].map { ", since record \($0.shown)" } ?? ""
            Terminal.print(
                "\(Self.pair(binding))  bound by \(binding["by"]?.shown ?? "")\(since)")
        }
        for split in customer["splits"]?.elements ?? [] {
            Terminal.print("\(Self.pair(split))  split by record \(split["since"]?.shown ?? "")")
        }
    }

    private static func pair(_ value: JSONValue) -> String {
        "\(value["left"]?.shown ?? "") – \(value["right"]?.shown ?? "")"
    }
}
