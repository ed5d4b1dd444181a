import ArgumentParser

/// What commands take that import a table.
struct TableOptions: ParsableArguments {
    @Argument(help: "A CSV file (UTF-8) whose first line names the columns.")
    var file: String

    @Flag(help: "Only check the file.")
    var dryRun = false
}

extension ServiceClient {
    private static let tableBytesMax = 16 << 20

    /// Imports a table, all of it or nothing, and says what came of it. Faults name their lines.
    func importTable(
        _ options: TableOptions, to collection: String, as form: OutputForm
    ) async throws {
        let bytes = try InputFile.bytes(options.file, atMost: Self.tableBytesMax)
        let answer = try await send(
            .post(
                collection, "import", query: ["dry_run": options.dryRun ? "true" : nil],
                body: .init(type: "text/csv", bytes: bytes)), of: options.file)
        let result = try answer.json()
        for warning in result["warnings"]?.elements ?? [] {
            Terminal.complain("warning: \(Fault(warning).text(in: options.file))")
        }
        guard form == .text else { return answer.print() }
        let lines = Counted.text(result["lines"]?.number ?? 0, "line")
        let accepted = result["accepted"]?.shown ?? "0"
        let unchanged = result["unchanged"]?.number ?? 0
        Terminal.print(
            "\(options.file): \(lines), \(accepted) "
                + (options.dryRun ? "would be imported" : "imported")
                + (unchanged > 0 ? ", \(unchanged) unchanged" : "")
                + (options.dryRun ? "; nothing was recorded" : ""))
    }
}
