import MeritCore
import Testing

@testable import MeritLedger

/// What an entry says beside its amount: rule, cause, decision.
struct EntryFieldTests {
    private func entries(_ steps: String) throws -> [LedgerEntry] {
        var script = LedgerScript()
        for step in steps.split(separator: "\n") { try script.take(step) }
        return script.books.entries
    }

    @Test func `unattributed money names no rule, a former payee keeps its own`() throws {
        let entries = try entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1 0:1
            post
            judge 0:1
            post
            """)
        #expect(entries.map(\.staff.value) == [1_001, 0, 1_001, 0])
        #expect(entries.map(\.rule) == ["shared", nil, "shared", nil])
        #expect(entries.map(\.kind) == [.credit, .credit, .rejudge, .rejudge])
    }

    @Test func `an entry names the decision in force and what made the order due`() throws {
        // Records: 1 paid, 2 evidence, 3 decision, 4 refund, 5 evidence, 6 decision, 7 lines.
        let entries = try entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            refund 11-05 09:00 R1 a=300
            post
            judge 1002:1
            post
            lines 11-06 10:00 a=2000
            post
            """)
        #expect(entries.map(\.decision.value) == [3, 3, 6, 6, 6])
        #expect(entries.map(\.cause.value) == [2, 4, 5, 5, 7])
    }

    @Test func `of several causes the one that ranks first gives kind and cause`() {
        let all = DueCauses(
            first: Sequence(1), adjustment: Sequence(2), rejudge: Sequence(3),
            reversal: Sequence(4), edit: Sequence(5))
        var causes = all
        var seen: [String] = []
        for clear in [\DueCauses.adjustment, \.rejudge, \.reversal, \.edit] {
            let occasion = causes.occasion(otherwise: Sequence(9))
            seen.append("\(occasion.kind.name) \(occasion.cause.value)")
            causes[keyPath: clear] = nil
        }
        #expect(seen == ["adjustment 2", "rejudge 3", "reversal 4", "edit 5"])
        #expect(causes.occasion(otherwise: Sequence(9)).cause == Sequence(9))
        #expect(all.creditCause(otherwise: Sequence(9)) == Sequence(1))
        #expect(all.reversalCause(otherwise: Sequence(9)) == Sequence(4))
        #expect(DueCauses(reversal: Sequence(4)).creditCause(otherwise: Sequence(9)) == Sequence(4))
    }
}
