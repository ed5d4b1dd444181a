import ArgumentParser
import MeritJSON

struct TokenVerify: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Says whom a token names and whether it is good; exits 1 where it is not.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "30 letters and digits.")
    var token: String

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .post("tokens", "verify") { $0.member("token", token) })
        let verdict = try answer.json()
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print(Self.text(verdict))
        }
        if verdict["rejection"] != nil { throw CommandFailure.said(code: Outcome.failed) }
    }

    private static func text(_ verdict: JSONValue) -> String {
        let named = ["staff", "link", "issued", "slot"].compactMap { name in
            verdict[name].map { "\(name) \($0.shown)" }
        }
        let outcome = verdict["rejection"].map { "rejected: \($0.shown)" } ?? "good"
        return ([outcome] + named).joined(separator: ", ")
    }
}
