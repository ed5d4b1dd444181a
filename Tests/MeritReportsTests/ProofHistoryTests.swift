import MeritAttribution
import MeritCore
import MeritLedger
import Testing

@testable import MeritJSON
@testable import MeritReports
@testable import MeritStore

/// Proofs of orders with a past: relations, leavers, late evidence, adjustments.
struct ProofHistoryTests {
    private func proof(_ order: String, in mall: Mall) throws -> Proof {
        let proof = try #require(try Proof.make(of: Retailer.order(order), from: mall.store))
        let schema = try SchemaChecker.named("proof")
        #expect(schema.unknownWords() == [])
        #expect(schema.accepts(try JSONValue(parsing: proof.json, limits: .ownFile)))
        return proof
    }

    /// The lines under a heading, up to an empty line.
    private func section(_ heading: String, of proof: Proof) -> [String] {
        let lines = proof.text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let start = lines.firstIndex(where: { $0.hasPrefix(heading) }) else { return [] }
        return lines[start...].dropFirst(2).prefix { !$0.isEmpty }.map(String.init)
    }

    @Test func `the relation's history tells every event and what it did`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: Mall.leaver, at: "10-05 10:00", recorded: "10-05 10:00")
        try mall.contact(of: 1, with: 1_003, at: "10-06 10:00", recorded: "10-06 10:00")
        try mall.handOver(of: 1, from: Mall.leaver, to: Mall.successor, at: "10-07 10:00")
        try mall.order("A1", 100, by: 1, at: "10-08 10:00")
        try mall.settle(at: "10-08 10:00")
        try mall.order("A2", 100, by: 1, at: "10-09 10:00")
        try mall.settle(at: "10-09 10:00")
        let lines = section("Relation", of: try proof("A2", in: mall))
        #expect(
            lines.map { $0.replacing(", file 000000000000feed…", with: "") } == [
                "2026-10-05 10:00:00 +08:00  contact_added  1001 张三: bound, fact 13, "
                    + "imported by 王五, line 1",
                "2026-10-06 10:00:00 +08:00  contact_added  1003 钱七: nothing, the customer is "
                    + "bound to another guide, fact 14, imported by 王五, line 2",
                "2026-10-07 10:00:00 +08:00  hand_over  1002 李四: takes over from 1001 张三, "
                    + "fact 15, imported by 王五, line 9",
                "2026-10-08 10:00:00 +08:00  purchase mall/A1  1002 李四: renewed",
                "at the judging instant: 1002 李四, since 2026-10-07 10:00:00 +08:00, valid until "
                    + "2027-04-06 10:00:00 +08:00, protected until 2026-10-23 10:00:00 +08:00",
            ])
    }

    @Test func `a leaver's place is taken, and the proof names both`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: Mall.leaver, at: "11-05 10:00", recorded: "11-05 10:00")
        try mall.order("A1", 100, by: 1, at: "11-25 10:00")
        try mall.settle(at: "11-25 10:00")
        let proof = try proof("A1", in: mall)
        let rules = section("Rules", of: proof)
        #expect(
            rules.contains { line in
                line.contains("accepted  guide  1001 张三  in their place 1002 李四")
            }, "\(rules)")
        #expect(proof.credits == [Proof.Credit(staff: Mall.guide(1_002), amount: MinorAmount(100))])
    }

    @Test func `an adjustment tells its reason and both persons, and keeps the rules`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: 1_003, at: "11-05 10:00", recorded: "11-05 10:00")
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.settle(at: "11-06 11:00")
        try mall.adjust("A1", to: Mall.successor, as: 1, at: "11-06 12:00")
        try mall.settle(at: "11-06 12:00")
        let proof = try proof("A1", in: mall)
        let lines = section("Decisions", of: proof)
        #expect(lines.count == 2)
        #expect(lines[0].hasSuffix("first (order.paid, fact 14): 1003 钱七 by protected"))
        #expect(
            lines[1].hasSuffix(
                "adjustment 1 asked for by 王五, approved by 赵六, \"开单写错了导购\": 1002 李四"))
        #expect(proof.rules.map(\.outcome).contains(.won))
        #expect(proof.text.contains("Rules, as decision 15 found them"))
        #expect(proof.judgement?.sequence != proof.decision?.sequence)
    }

    @Test func `an unchanged decision is one line`() throws {
        var mall = try Mall()
        try mall.contact(of: 1, with: 1_003, at: "11-05 10:00", recorded: "11-05 10:00")
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.settle(at: "11-06 11:00")
        try mall.contact(of: 1, with: Mall.successor, at: "11-05 11:00", recorded: "11-06 12:00")
        try mall.settle(at: "11-06 12:00")
        let proof = try proof("A1", in: mall)
        #expect(proof.history.map(\.effect) == [.changed, .unchanged])
        let lines = section("Decisions", of: proof)
        #expect(lines.last?.contains("evidence (contact_added of 1002, fact") == true)
        #expect(lines.last?.contains("imported by 王五") == true)
        #expect(lines.last?.hasSuffix(": unchanged") == true)
    }

    @Test func `what came too late stands in the proof with its reason`() throws {
        var mall = try Mall()
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.settle(at: "11-06 11:00")
        try mall.contact(of: 1, with: 1_003, at: "11-05 10:00", recorded: "11-12 10:00")
        try mall.settle(at: "11-12 11:00")
        let lines = section("Came too late", of: try proof("A1", in: mall))
        #expect(lines.count == 1)
        #expect(lines[0].contains("contact_added of 1003, fact"))
        #expect(lines[0].contains(": window, imported by 王五"))
    }

    @Test func `the rules stand in the words of the policy that judged`() throws {
        var mall = try Mall()
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.settle(at: "11-06 11:00")
        let proof = try proof("A1", in: mall)
        #expect(section("In words", of: proof) == Policy.defaultV1.text(.english))
        guard case .object(let object) = try JSONValue(parsing: proof.json),
            case .object(let words)? = object["policy_text"]
        else {
            Issue.record("the proof has no policy text")
            return
        }
        #expect(words["policy"] == .string("default-v1"))
        #expect(words["zh"] == .array(Policy.defaultV1.text(.chinese).map { .string($0) }))
    }

    @Test func `a guide bound to nobody is told where a relation rule passes on`() throws {
        var mall = try Mall()
        try mall.order("A1", 1_000, by: 1, at: "11-06 10:00")
        try mall.settle(at: "11-06 11:00")
        let rules = section("Rules", of: try proof("A1", in: mall))
        #expect(rules.contains("2. protected (relation): passed on"))
        #expect(rules.contains("   the customer was bound to nobody"))
    }
}
