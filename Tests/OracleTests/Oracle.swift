import Foundation
import MeritJSON

/// The evaluator in Python beside this file.
enum Oracle {
    struct Reply: Decodable {
        let ambiguous: Bool
    }

    /// Whether a script's own errors are worth showing.
    enum Complaints { case shown, ignored }

    struct Failure: Error {
        let text: String
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    /// The oracle's answers to histories, in their order; nil where the policy leaves open what a
    /// history comes to.
    static func answers(
        to histories: [History], complaints: Complaints = .shown
    ) throws -> [Answer?] {
        let lines = histories.map { $0.json.line + "\n" }.joined()
        let output = try run("oracle.py", input: Data(lines.utf8), complaints: complaints)
        let decoder = JSONDecoder()
        let answers = try output.split(separator: UInt8(ascii: "\n")).map { line in
            let isOpen = try decoder.decode(Reply.self, from: line).ambiguous
            return isOpen ? nil : try decoder.decode(Answer.self, from: line)
        }
        guard answers.count == histories.count else {
            throw Failure(text: "\(answers.count) answers to \(histories.count) histories")
        }
        return answers
    }

    /// Runs one of the scripts of this folder and returns what it printed.
    static func run(
        _ script: String, input: Data, complaints: Complaints = .shown
    ) throws -> Data {
        let scratch = FileManager.default.temporaryDirectory.appending(
            path: "merit-oracle-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: scratch, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: scratch) }
        let (given, printed) = (scratch.appending(path: "in"), scratch.appending(path: "out"))
        try input.write(to: given)
        try Data().write(to: printed)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B", folder.appending(path: script).path]
        process.standardInput = try FileHandle(forReadingFrom: given)
        process.standardOutput = try FileHandle(forWritingTo: printed)
        if complaints == .ignored { process.standardError = FileHandle.nullDevice }
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw Failure(text: "\(script) ended with \(process.terminationStatus)")
        }
        return try Data(contentsOf: printed)
    }
}
