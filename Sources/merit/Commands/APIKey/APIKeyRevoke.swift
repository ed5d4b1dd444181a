import ArgumentParser

struct APIKeyRevoke: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Makes a key open nothing from now on.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The key's id, as `api-key list` shows it.")
    var id: String

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("api-keys", id, "revoke"))
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print("key \(id) is revoked")
        }
    }
}
