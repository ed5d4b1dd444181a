import Foundation
import MeritJSON
import ProcessFixture

/// One data directory and the settings that every command over it gets.
struct MeritDirectory {
    /// Where the data directory is; the service's log lies beside it.
    let path: String
    /// `MERIT_…` settings.
    var settings: [String: String]

    /// Test shops lead to `mall.example`; strangers go to its front page.
    static let settings = [
        "MERIT_COLLECTOR_DESTINATION_HOSTS": "mall.example",
        "MERIT_COLLECTOR_FALLBACK": "https://mall.example/welcome",
        "MERIT_COLLECTOR_ORIGINS": "https://mall.example",
    ]

    init(in folder: TemporaryFolder, settings: [String: String] = [:]) {
        self.init(path: folder["data"], settings: settings)
    }

    init(path: String, settings: [String: String] = [:]) {
        self.path = path
        self.settings = Self.settings.merging(settings) { _, given in given }
    }

    var environment: [String: String] {
        Shell.environment.merging(settings) { _, given in given }
    }

    var log: String { path + ".log" }

    var controlSocket: String { path + "/control.sock" }

    /// Runs a command over this directory.
    func run(_ arguments: String..., input: String = "") throws -> Finished {
        try run(arguments, input: input)
    }

    func run(_ arguments: [String], input: String = "") throws -> Finished {
        try Shell.run(
            Surroundings.merit, arguments + ["--data", path], input: input,
            environment: environment)
    }

    /// A command that has to succeed.
    @discardableResult
    func must(_ arguments: String..., input: String = "") throws -> Finished {
        let finished = try run(arguments, input: input)
        guard finished.code == 0 else {
            throw ChildProcess.Failure(description: finished.transcript + logTail)
        }
        return finished
    }

    /// A command that has to succeed, with `--json`.
    func json(_ arguments: String...) throws -> JSONValue {
        let finished = try run(arguments + ["--json"])
        guard finished.code == 0 else {
            throw ChildProcess.Failure(description: finished.transcript + logTail)
        }
        return try JSONValue(text: finished.output)
    }

    /// The ledger as JSON Lines, byte for byte.
    func ledger() throws -> Finished { try must("ledger", "entries", "--format", "jsonl") }

    /// The ledger's entries.
    func entries() throws -> [JSONValue] {
        try ledger().lines.map { try JSONValue(text: $0) }
    }

    /// Files of the journal by name, the oldest first.
    func segments() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: path + "/journal")
            .filter { $0.hasSuffix(".segment") }.sorted()
            .map { "\(path)/journal/\($0)" }
    }

    /// The last lines that the service logged, for messages.
    var logTail: String {
        let text = (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
        return text.split(separator: "\n").suffix(12).joined(separator: "\n")
    }
}
