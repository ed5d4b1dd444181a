import ArgumentParser
import MeritJSON

struct KeysRotate: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "rotate",
        abstract: "Signs with a new key from now on; the former one goes on verifying.",
        discussion: """
            The new key goes into a slot that was never used. Where there is none, into the one \
            that has been retired longest, after asking: its tokens are forgotten for good.
            """)

    @OptionGroup var service: ServiceOptions

    @Flag(help: "Replace the longest retired key where no slot is free.")
    var yes = false

    func perform(with client: ServiceClient) async throws {
        do {
            try await rotate(client, replacing: nil)
        } catch let refusal as ServiceRefusal where refusal.code == "must_confirm" {
            guard let slot = Self.slot(refusal) else { throw refusal }
            try Terminal.confirm(
                "No slot is free. Replace the retired key in slot \(slot) for good?",
                answered: yes ? .yes : .ask)
            try await rotate(client, replacing: slot)
        }
    }

    private func rotate(_ client: ServiceClient, replacing slot: Int?) async throws {
        let answer = try await client.send(
            .post("keys", "rotate") { $0.memberIfAny("replacing", slot) })
        KeyChanges.print(answer, try answer.json(), as: service.form)
    }

    /// The slot that the refusal's detail names.
    private static func slot(_ refusal: ServiceRefusal) -> Int? {
        (refusal.detail ?? "").split { !$0.isNumber }.compactMap { Int($0) }.first {
            (0...15).contains($0)
        }
    }
}

/// Prints what a change of the key ring did.
enum KeyChanges {
    static func print(_ answer: ServiceAnswer, _ changes: JSONValue, as form: OutputForm) {
        guard form == .text else { return answer.print() }
        for key in changes["changed"]?.elements ?? [] {
            Terminal.print("slot \(key["slot"]?.shown ?? "") is \(key["state"]?.shown ?? "")")
        }
    }
}
