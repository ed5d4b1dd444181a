import ArgumentParser

struct Head: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "head",
        abstract: "Prints where journal and ledger stand, to be kept elsewhere.",
        discussion: """
            `merit verify --head FILE` checks later that what was recorded up to here has not been \
            changed.
            """)

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.get("head"))
        guard service.form == .text else { return answer.print() }
        let head = try answer.json()
        Terminal.print("sequence  \(head["sequence"]?.shown ?? "")")
        Terminal.print("chain     \(head["chain"]?.shown ?? "")")
        Terminal.print("entry     \(head["ledger"]?["number"]?.shown ?? "")")
        Terminal.print("hash      \(head["ledger"]?["hash"]?.shown ?? "")")
    }
}
