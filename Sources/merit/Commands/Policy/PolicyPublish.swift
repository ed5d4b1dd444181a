import ArgumentParser

struct PolicyPublish: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Publishes a policy; from then on it never changes.")

    @OptionGroup var service: ServiceOptions

    @OptionGroup var policy: PolicyFileOptions

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(
            .post("policies", body: try policy.body()), of: policy.file)
        try policy.tell(answer)
        guard service.form == .text else { return answer.print() }
        let published = try answer.json()
        Terminal.print(
            "policy \(published["policy"]?.shown ?? "") is in force for orders created from "
                + "\(published["effective_from"]?.shown ?? "") on")
    }
}
