import ArgumentParser

/// What commands take that import a file of lines.
struct LineOptions: ParsableArguments {
    @Argument(help: "A file of JSON Lines.")
    var file: String

    @Flag(help: "Only check the file: every line, and what would come of it.")
    var dryRun = false
}

extension ServiceClient {
    /// Imports lines and says what came of them; throws where a line could not be taken.
    func importLines(
        _ options: LineOptions, to collection: String, shop: String? = nil, as form: OutputForm
    ) async throws {
        let dryRun = options.dryRun ? "true" : nil
        let count = try await LineImport(file: options.file, client: self) { digest, line, bytes in
            .post(
                collection, "import",
                query: [
                    "shop": shop, "file": digest, "first_line": String(line), "dry_run": dryRun,
                ], body: .init(type: "application/jsonl", bytes: bytes))
        }.run()
        try count.report(options, as: form)
    }
}
