import Testing

@testable import MeritAttribution

/// One row of a table: what happened, in the words of `Scenario`; what each event did to the
/// relation; whose customer it is at T.
struct RelationRow: CustomTestStringConvertible, Sendable {
    let name: String
    let facts: String
    let history: String
    let relation: String
    var testDescription: String { name }

    init(_ name: String, _ facts: String, _ history: String, _ relation: String) {
        self.name = name
        self.facts = facts
        self.history = history
        self.relation = relation
    }

    /// This row under the terms that its table is about.
    func under(_ terms: String) -> RelationRow {
        RelationRow(name, "\(terms);\(facts)", history, relation)
    }

    func check() throws {
        let scenario = try Scenario(facts)
        #expect(try scenario.history() == history)
        #expect(try scenario.relation() == relation)
    }
}
