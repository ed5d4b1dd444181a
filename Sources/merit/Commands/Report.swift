import ArgumentParser
import MeritCore
import MeritReports

struct Report: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Prints a report with its control totals.",
        discussion: """
            Days are business days of the directory's calendar, both ends included. Money is in \
            minor units (fen), and `difference` is always 0.
            """)

    @OptionGroup var service: ServiceOptions

    @Argument(help: ArgumentHelp("\(Report.names).", valueName: "name"))
    var name: String

    @Option(help: ArgumentHelp("The first day.", valueName: "yyyy-mm-dd"))
    var from: CivilDate

    @Option(help: ArgumentHelp("The last day.", valueName: "yyyy-mm-dd"))
    var to: CivilDate

    @Option(help: "day, week or month: a row for each.")
    var by: Step?

    @Option(help: "table, csv or json; table where it is left out, json with --json.")
    var format: Format?

    enum Step: String, ExpressibleByArgument, CaseIterable, Sendable {
        case day
        case week
        case month
    }

    enum Format: String, ExpressibleByArgument, CaseIterable, Sendable {
        case table
        case csv
        case json
        case xlsx
    }

    private static let names = ReportKind.allCases.map(\.rawValue).joined(separator: ", ")

    func validate() throws {
        guard ReportKind(rawValue: name) != nil else {
            let known = ReportKind.allCases.map { "  \($0.rawValue): \($0.summary)" }
            throw ValidationError(
                "there is no report \(name); there are\n" + known.joined(separator: "\n"))
        }
        if to < from { throw ValidationError("--to lies before --from") }
        if format == .xlsx {
            throw ValidationError("this build writes no XLSX; use --format csv")
        }
    }

    func perform(with client: ServiceClient) async throws {
        let format = format ?? (service.form == .json ? .json : .table)
        let request = ServiceRequest.get(
            "reports", name,
            query: [
                "from": "\(from)", "to": "\(to)", "by": by?.rawValue, "format": format.rawValue,
            ])
        try await client.send(request.accepting("*/*")).print()
    }
}
