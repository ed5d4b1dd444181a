import ArgumentParser
import MeritCore

struct StaffRevoke: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Makes redirects reject a staff member's tokens.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The staff number.")
    var staff: StaffNumber

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("staff", String(staff.value), "revoke"))
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print("staff \(staff.value) is revoked")
        }
    }
}
