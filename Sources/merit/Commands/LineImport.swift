import MeritCore
import MeritCrypto
import MeritJSON
import SystemPackage

/// Brings a file of JSON Lines in, part by part. What is recorded already is recognised and left
/// alone, so after an interruption the same command goes on where it stopped.
struct LineImport {
    let file: String
    let client: ServiceClient
    /// The request for one part: the file's digest, the number of its first line, its bytes.
    let request: (_ digest: String, _ firstLine: Int, _ part: [UInt8]) -> ServiceRequest

    /// What came of the lines.
    struct Count {
        var lines = 0
        var accepted = 0
        var duplicate = 0
        var conflict = 0
        var bad = 0
        /// Every line that was neither accepted nor known.
        var outcomes: [JSONValue] = []

        var isGood: Bool { conflict == 0 && bad == 0 }
    }

    private static let attemptsMax = 30

    /// Throws where a part can not be brought in, with the line to which everything is.
    func run() async throws -> Count {
        var progress = ProgressLine("importing \(file)")
        let (digest, size) = try Self.digest(of: file)
        var count = Count()
        var parts = try LineParts(file)
        var hash = SHA256()
        while let part = try parts.next() {
            hash.update(part.bytes)
            do {
                try await take(part, digest, &count)
            } catch {
                progress.clear()
                if !Self.isRefusedWhole(error, part) {
                    Terminal.complain(
                        "\(file): stopped in the part that begins with line \(part.firstLine). "
                            + "Run the command again: what is recorded is not recorded twice.")
                }
                throw error
            }
            progress.advance(to: parts.bytesRead, of: size)
        }
        progress.clear()
        guard hash.finalize().hex == digest else {
            throw CommandFailure("\(file) was changed while it was imported: import it again")
        }
        return count
    }

    /// Whether nothing of the file can have been recorded.
    private static func isRefusedWhole(_ error: any Error, _ part: LineParts.Part) -> Bool {
        guard let refusal = error as? ServiceRefusal else { return false }
        return part.firstLine == 1 && (400..<500).contains(refusal.status)
    }

    private func take(_ part: LineParts.Part, _ digest: String, _ count: inout Count) async throws {
        let answer = try await sendPatiently(request(digest, part.firstLine, part.bytes)).json()
        count.lines += Int(answer["lines"]?.number ?? 0)
        count.accepted += Int(answer["accepted"]?.number ?? 0)
        count.duplicate += Int(answer["duplicate"]?.number ?? 0)
        count.conflict += Int(answer["conflict"]?.number ?? 0)
        count.bad += Int(answer["bad"]?.number ?? 0)
        count.outcomes += answer["outcomes"]?.elements ?? []
    }

    /// A service that is busy is asked again after the time it names.
    private func sendPatiently(_ request: ServiceRequest) async throws -> ServiceAnswer {
        for _ in 1..<Self.attemptsMax {
            do {
                return try await client.send(request)
            } catch let refusal as ServiceRefusal where refusal.status == 503 {
                try await Task.sleep(for: .seconds(refusal.retryAfter ?? 1))
            }
        }
        return try await client.send(request)
    }

    private static func digest(of path: String) throws -> (hex: String, size: Int) {
        let file = try InputFile.open(path)
        defer { try? file.close() }
        var hash = SHA256()
        var size = 0
        while true {
            let chunk = try InputFile.read(file, path: path, count: 1 << 20)
            if chunk.isEmpty { return (hash.finalize().hex, size) }
            hash.update(chunk)
            size += chunk.count
        }
    }
}

extension LineImport.Count {
    /// Prints the outcome, and each bad line with its number. Throws where there is one.
    func report(_ options: LineOptions, as form: OutputForm) throws {
        switch form {
        case .json: printJSON(options)
        case .text: tell(options)
        }
        if !isGood { throw CommandFailure.said(code: Outcome.failed) }
    }

    private func tell(_ options: LineOptions) {
        let file = options.file
        for outcome in outcomes { Self.tell(outcome, of: file) }
        Terminal.print(
            "\(file): \(Counted.text(Int64(lines), "line")), \(accepted) "
                + (options.dryRun ? "would be accepted, " : "accepted, ")
                + "\(duplicate) known already"
                + (conflict > 0 ? ", \(conflict) in conflict with what is known" : "")
                + (bad > 0 ? ", \(bad) bad" : "")
                + (options.dryRun ? "; nothing was recorded" : ""))
        if !isGood, !options.dryRun {
            Terminal.complain(
                "The lines named above are kept as bad records: merit bad-record list")
        }
    }

    private static func tell(_ outcome: JSONValue, of file: String) {
        let place = "\(file):\(outcome["line"]?.shown ?? "?")"
        let faults = outcome["errors"]?.elements ?? []
        if faults.isEmpty {
            Terminal.complain(
                "\(place): this event_id is recorded with another content [event_id_conflict]")
        }
        for fault in faults { Terminal.complain(Fault(fault).text(in: place)) }
    }

    private func printJSON(_ options: LineOptions) {
        var writer = JSONWriter()
        writer.object { result in
            result.member("lines", lines)
            result.member("dry_run", options.dryRun)
            result.member("accepted", accepted)
            result.member("duplicate", duplicate)
            result.member("conflict", conflict)
            result.member("bad", bad)
            result.array("outcomes", outcomes) { $0.value($1) }
        }
        Terminal.print(writer.text)
    }
}
