import ArgumentParser
import MeritCore

struct StaffRestore: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Makes redirects accept a revoked staff member's tokens again.")

    @OptionGroup var service: ServiceOptions

    @Argument(help: "The staff number.")
    var staff: StaffNumber

    func perform(with client: ServiceClient) async throws {
        let answer = try await client.send(.post("staff", String(staff.value), "restore"))
        switch service.form {
        case .json: answer.print()
        case .text: Terminal.print("staff \(staff.value) is restored")
        }
    }
}
