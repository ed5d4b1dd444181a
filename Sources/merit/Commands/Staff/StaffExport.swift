import ArgumentParser
import MeritJSON

struct StaffExport: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Prints the staff as CSV, as `staff import` takes it, without aliases.")

    @OptionGroup var service: ServiceOptions

    func perform(with client: ServiceClient) async throws {
        switch service.form {
        case .text:
            try await client.send(.get("staff", "export").accepting("text/csv")).print()
        case .json:
            client.printList(try await client.items("staff"), [], as: .json)
        }
    }
}
