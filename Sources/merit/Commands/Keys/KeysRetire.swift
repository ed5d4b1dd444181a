import ArgumentParser
import MeritCore

struct KeysRetire: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "retire", abstract: "Makes redirects reject all tokens of a slot.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "0 to 15.")
    var slot: KeySlot

    @Flag(help: "Retire it without asking.")
    var yes = false

    func perform(with client: ServiceClient) async throws {
        try Terminal.confirm(
            "Every link signed with the key in slot \(slot.value) stops working. Retire it?",
            answered: yes ? .yes : .ask)
        let answer = try await client.send(.post("keys", String(slot.value), "retire"))
        KeyChanges.print(answer, try answer.json(), as: service.form)
    }
}
