import Foundation
import MeritCore
import ProcessFixture
import Testing

@testable import MeritLedger

/// The chain, against the worked example of Schemas/ledger.md, whose hashes Python computed.
struct LedgerChainTests {
    static let schemas = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Schemas")

    /// The text between ```` ```LANGUAGE ```` and the end of that block.
    static func block(_ language: String, of page: String = "ledger.md") throws -> String {
        let text = try String(contentsOf: schemas.appending(path: page), encoding: .utf8)
        let start = try #require(text.range(of: "```\(language)\n"))
        let end = try #require(text.range(of: "\n```", range: start.upperBound..<text.endIndex))
        return String(text[start.upperBound..<end.lowerBound])
    }

    static func draft(
        _ order: String, _ line: String, staff: UInt32, place: (String, String, String)?,
        amount: Int64, _ kind: EntryKind, policy: String = "starter-v1",
        decision: UInt64, cause: UInt64, period: String, at: String
    ) throws -> EntryDraft {
        EntryDraft(
            order: OrderKey(
                shop: ShopName(unchecked: "mall"), order: OrderID(unchecked: order)),
            line: LineID(unchecked: line), staff: StaffNumber(unchecked: staff),
            department: place.map { DepartmentCode(unchecked: $0.0) },
            store: place.map { StoreCode(unchecked: $0.1) }, rule: place?.2,
            amount: MinorAmount(amount), currency: .renminbi, kind: kind,
            policy: PolicyID(unchecked: policy), decision: Sequence(decision),
            cause: Sequence(cause), period: try #require(Period(period)),
            at: try #require(Timestamp(rfc3339: at)))
    }

    static func example() throws -> [LedgerEntry] {
        let shoes = ("SH-shoes", "SH-001", "on order")
        var head = LedgerHead.empty
        return [
            head.append(
                try draft(
                    "A1001", "1", staff: 1_001, place: shoes, amount: 19_900, .credit,
                    decision: 42, cause: 40, period: "2026-11", at: "2026-11-21T02:00:00Z")),
            head.append(
                try draft(
                    "A1001", "1", staff: 1_001, place: shoes, amount: -5_000, .reversal,
                    decision: 42, cause: 44, period: "2026-11", at: "2026-11-23T01:30:00Z")),
            head.append(
                try draft(
                    #"A"2\3"#, "freight", staff: 0, place: nil, amount: 800, .credit,
                    decision: 47, cause: 46, period: "2026-12", at: "2026-12-01T00:00:00.005Z")),
            head.append(
                try draft(
                    "A1004", "1", staff: 1_002, place: ("SH-shoes", "SH-001", "末次分享"),
                    amount: 1, .rejudge, policy: "2027-spring", decision: 51, cause: 50,
                    period: "2026-12", at: "2026-12-01T08:00:00+08:00")),
        ]
    }

    @Test func `entries have the bytes and hashes of the published example`() throws {
        let lines = try Self.example().map { String(decoding: $0.jsonLine, as: UTF8.self) }
        #expect(lines.joined(separator: "\n") == (try Self.block("jsonl")))
    }

    @Test func `what is hashed is the line without its hash`() throws {
        for entry in try Self.example() {
            let line = String(decoding: entry.jsonLine, as: UTF8.self)
            let cut = line.replacing(",\"hash\":\"\(entry.hash.hex)\"", with: "")
            #expect(Array(cut.utf8) == entry.hashedBytes)
        }
    }

    @Test func `the published Python check accepts the example and names a changed entry`() throws {
        let lines = try Self.block("jsonl")
        #expect(try Self.check(lines) == "4 entries, the chain holds\n")
        let forged = lines.replacing("\"amount\":800", with: "\"amount\":801")
        #expect(try Self.check(forged) == "entry 3 is not what was hashed\n")
    }

    @Test func `the chain verifies, and from any place in it`() throws {
        let entries = try Self.example()
        #expect(LedgerHead.verify(entries) == nil)
        #expect(LedgerHead.verify(entries[2...], from: LedgerHead(after: entries[1])) == nil)
        #expect(LedgerHead.verify([]) == nil)
    }

    @Test func `every change of an entry breaks the chain at that entry`() throws {
        let entries = try Self.example()
        let third = EntryDraft(entries[2])
        let changes: [EntryDraft] = [
            try Self.draft(
                "A2", "freight", staff: 0, place: nil, amount: 800, .credit, decision: 47,
                cause: 46, period: "2026-12", at: "2026-12-01T00:00:00.005Z"),
            try Self.draft(
                #"A"2\3"#, "freight", staff: 7, place: nil, amount: 800, .credit, decision: 47,
                cause: 46, period: "2026-12", at: "2026-12-01T00:00:00.005Z"),
            try Self.draft(
                #"A"2\3"#, "freight", staff: 0, place: nil, amount: 801, .credit, decision: 47,
                cause: 46, period: "2026-12", at: "2026-12-01T00:00:00.005Z"),
            try Self.draft(
                #"A"2\3"#, "freight", staff: 0, place: nil, amount: 800, .edit, decision: 47,
                cause: 46, period: "2026-12", at: "2026-12-01T00:00:00.005Z"),
            try Self.draft(
                #"A"2\3"#, "freight", staff: 0, place: nil, amount: 800, .credit, decision: 47,
                cause: 46, period: "2026-11", at: "2026-12-01T00:00:00.005Z"),
            try Self.draft(
                #"A"2\3"#, "freight", staff: 0, place: nil, amount: 800, .credit, decision: 47,
                cause: 46, period: "2026-12", at: "2026-12-01T00:00:00.006Z"),
        ]
        for change in changes {
            #expect(change != third)
            var changed = entries
            changed[2] = LedgerEntry(change, number: 3, hash: entries[2].hash)
            guard case .changed(number: 3, _, _) = LedgerHead.verify(changed) else {
                Issue.record("\(change) passes")
                continue
            }
        }
    }

    @Test func `an entry left out, repeated or moved is found`() throws {
        let entries = try Self.example()
        let withoutSecond = [entries[0], entries[2], entries[3]]
        #expect(LedgerHead.verify(withoutSecond) == .notNext(expected: 2, found: 3))
        let repeated = [entries[0], entries[0]]
        #expect(LedgerHead.verify(repeated) == .notNext(expected: 2, found: 1))
    }

    @Test func `a chain begun elsewhere does not continue this one`() throws {
        let entries = try Self.example()
        let foreign = LedgerHead(number: 1, hash: entries[1].hash)
        guard case .changed(number: 2, _, _) = LedgerHead.verify(entries[1...], from: foreign)
        else {
            Issue.record("a foreign chain passes")
            return
        }
    }

    private static func check(_ lines: String) throws -> String {
        try Shell.run("python3", ["-c", try block("python")], input: lines + "\n").output
    }
}
