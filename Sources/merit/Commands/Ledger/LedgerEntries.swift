import ArgumentParser
import MeritCore
import NIOCore

struct LedgerEntries: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "entries", abstract: "Prints every entry of the ledger in order.")

    @OptionGroup var service: ServiceOptions

    @Option(help: ArgumentHelp("One month's entries only.", valueName: "yyyy-mm"))
    var period: Period?

    @Option(help: "csv or jsonl; csv where it is left out, jsonl with --json.")
    var format: Format?

    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case csv
        case jsonl
    }

    func perform(with client: ServiceClient) async throws {
        let format = format ?? (service.form == .json ? .jsonl : .csv)
        let request = ServiceRequest.get(
            "ledger", "entries", query: ["period": period?.description, "format": format.rawValue])
        try await client.send(request.accepting("*/*")) { part in
            Terminal.print(bytes: Array(part.readableBytesView))
        }
    }
}
