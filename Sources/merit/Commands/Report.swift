import ArgumentParser

struct Report: ServiceCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Prints a report with its control totals: staff.",
        discussion: """
            Days are business days of the directory's calendar, both ends included. Money is in \
            minor units (fen), and `difference` is always 0.
            """)

    @OptionGroup var service: ServiceOptions

    @Argument(help: "staff.")
    var name: String

    @Option(help: ArgumentHelp("The first day.", valueName: "yyyy-mm-dd"))
    var from: String

    @Option(help: ArgumentHelp("The last day.", valueName: "yyyy-mm-dd"))
    var to: String

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

    func validate() throws {
        if format == .xlsx {
            throw ValidationError("this build writes no XLSX; use --format csv")
        }
    }

    func perform(with client: ServiceClient) async throws {
        let format = format ?? (service.form == .json ? .json : .table)
        let request = ServiceRequest.get(
            "reports", name,
            query: ["from": from, "to": to, "by": by?.rawValue, "format": format.rawValue])
        try await client.send(request.accepting("*/*")).print()
    }
}
