import ArgumentParser
import MeritCore

struct LinkRevoke: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Makes redirects reject all tokens of a link, for ever.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The link's number.")
    var link: LinkNumber

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("links", String(link.value), "revoke"))
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print("link \(link.value) is revoked")
        }
    }
}
