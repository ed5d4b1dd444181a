import Foundation
import MeritJSON
import ProcessFixture

/// The evaluator in Python beside this file.
enum Oracle {
    struct Reply: Decodable {
        let ambiguous: Bool
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

    /// The oracle's answers to histories, in their order; nil where the policy leaves open what a
    /// history comes to.
    static func answers(
        to histories: [History]
    ) throws -> [Answer?] {
        let lines = histories.map { $0.json.line + "\n" }.joined()
        let output = try run("oracle.py", input: lines)
        let decoder = JSONDecoder()
        let answers = try output.split(separator: "\n").map { line in
            let line = Data(line.utf8)
            let isOpen = try decoder.decode(Reply.self, from: line).ambiguous
            return isOpen ? nil : try decoder.decode(Answer.self, from: line)
        }
        guard answers.count == histories.count else {
            throw ChildProcess.Failure(
                description: "\(answers.count) answers to \(histories.count) histories")
        }
        return answers
    }

    /// Runs one of the scripts of this folder and returns what it printed.
    static func run(_ script: String, input: String) throws -> String {
        try Shell.must(
            "python3", ["-B", folder.appending(path: script).path], input: input,
            secondsMax: secondsMax
        ).output
    }

    /// A hundred times what one takes on a quiet machine.
    private static let secondsMax = 1_800
}
