import MeritCore
import Testing

@testable import MeritAttribution

/// One row of a table: what happened, in the words of `Scenario`, and who is credited.
struct JudgedRow: CustomTestStringConvertible, Sendable {
    let name: String
    let facts: String
    let outcome: String
    var testDescription: String { name }

    init(_ name: String, _ facts: String, _ outcome: String) {
        self.name = name
        self.facts = facts
        self.outcome = outcome
    }

    /// This row under a policy that its table is about.
    func under(_ policy: String) -> JudgedRow { JudgedRow(name, "\(policy);\(facts)", outcome) }

    func check() throws {
        let scenario = try Scenario(facts)
        let outcome = try scenario.outcome()
        #expect(outcome == self.outcome)
        // Told without its proof, a judgement is the same.
        #expect(try scenario.decision(.credits).shares == scenario.decision().shares)
    }
}
