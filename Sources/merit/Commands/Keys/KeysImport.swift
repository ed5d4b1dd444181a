import ArgumentParser
import MeritCore
import MeritJSON

struct KeysImport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Signs with a key from elsewhere from now on.",
        discussion: "The key's 64 hexadecimal digits are read from standard input.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "0 to 15.")
    var slot: KeySlot

    func perform(with client: ServiceClient) async throws {
        let key = try Terminal.secretLine("the key")
        let answer = try await client.send(
            .post("keys", String(slot.value), "import") { $0.member("key", key) })
        KeyChanges.print(answer, try answer.json(), as: service.form)
    }
}
