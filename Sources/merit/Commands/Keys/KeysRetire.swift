import ArgumentParser

struct KeysRetire: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Makes redirects reject all tokens of a slot.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "0 to 15.")
    var slot: Int

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("keys", String(slot), "retire"))
        KeyChanges.print(answer, try answer.json(), as: service.form)
    }
}
