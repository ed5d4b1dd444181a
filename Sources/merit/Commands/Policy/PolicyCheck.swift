import ArgumentParser

struct PolicyCheck: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Tells everything that is wrong with a policy.")

    @OptionGroup var service: ServiceOptions

    @OptionGroup var policy: PolicyFileOptions

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .post("policies", "check", body: try policy.body()), of: policy.file)
        try policy.tell(answer)
        switch service.form {
        case .json: answer.print()
        case .text:
            let name = try answer.json()["policy"]?.shown ?? ""
            Terminal.print("\(policy.file): policy \(name) is good")
        }
    }
}
