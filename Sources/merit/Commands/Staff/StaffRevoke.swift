import ArgumentParser

struct StaffRevoke: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Makes redirects reject a staff member's tokens.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The staff number.")
    var staff: Int

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("staff", String(staff), "revoke"))
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print("staff \(staff) is revoked")
        }
    }
}
