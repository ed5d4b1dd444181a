import ArgumentParser
import MeritCore

struct PolicyShow: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Prints a policy in words for staff; with --json the policy itself.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The policy's id.")
    var policy: PolicyID

    @Option(help: "en or zh; en where it is left out.")
    var language: Language = .en

    enum Language: String, ExpressibleByArgument, CaseIterable, Sendable {
        case en
        case zh
    }

    func perform(with client: ServiceClient) async throws {
        switch service.form {
        case .json: try await client.send(.get("policies", policy.value)).print()
        case .text:
            try await client.send(
                .get("policies", policy.value, "text", query: ["language": language.rawValue])
                    .accepting("text/plain")
            ).print()
        }
    }
}
