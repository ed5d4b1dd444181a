import Foundation
import SeededRandom
import Testing

/// Would the histories notice? Each clause of the oracle is broken in turn.
struct MutationTests {
    /// The seed of the first history that noticed, or why none did.
    private enum Outcome: Decodable {
        case noticed(seed: String)
        case missed(String)

        init(from decoder: any Decoder) throws {
            if let reason = try? decoder.singleValueContainer().decode(String.self) {
                self = .missed(reason)
            } else {
                self = .noticed(seed: try [String: String](from: decoder)["seed"] ?? "")
            }
        }
    }

    /// Always the same histories: whether some are rich enough is no matter of luck.
    private static let seeds = Array(1_000_000..<1_002_000) + OracleTests.settled

    @Test func `every broken clause of the oracle is noticed by a history`() throws {
        let histories = Self.seeds.map { HistoryMaker.history(seed: $0).json.line + "\n" }
        let printed = try Oracle.run("mutate.py", input: histories.joined())
        let outcomes = try JSONDecoder().decode([String: Outcome].self, from: Data(printed.utf8))
        #expect(outcomes.count >= 60)
        for (name, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
            if case .missed(let reason) = outcome {
                Issue.record("\(name): \(reason)")
            }
        }
    }

    @Test func `the oracle says what the policy's own examples say`() throws {
        _ = try Oracle.run("test_oracle.py", input: "")
    }
}
