import Foundation
import MeritJSON
import ProcessFixture
import Testing

/// A month with a relation, a hand-over and a split is closed by two persons; what was sealed
/// stays, byte for byte, whatever comes afterwards.
struct MonthEndTests {
    private static let buyer = "oMonthEnd0000000000000000001"
    private static let contact = "wmMonthEnd000000000000000001"

    @Test func `two persons split an order and close its month, and it stays closed`() throws {
        let folder = try TemporaryFolder("month-end")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        _ = try Shopfront(directory)
        try importPast(folder, directory)
        let first = try merit.entries(atLeast: 1)
        #expect(first.map { $0["staff"]?.number } == [1002], "handed over from 1001 to 1002")
        #expect(first.first?["rule"]?.text == "protected")

        let chen = try person("Chen", directory)
        let wu = try person("Wu", directory)
        try expectSplit(chen, wu)
        try expectClose(chen, wu, directory)
        let sealed = try sealedFiles(directory)
        #expect(sealed.keys.contains("entries.jsonl") && sealed.keys.contains("staff.csv"))
        let month = try directory.must(
            "ledger", "entries", "--period", "2026-10", "--format", "jsonl"
        ).outputBytes
        #expect(sealed["entries.jsonl"] == month, "the export of a closed month is what was sealed")

        try expectLateRefund(folder, directory, merit)
        #expect(try sealedFiles(directory) == sealed)
        #expect(try directory.run("verify", "--redecide").code == 0)
        try merit.stop()
        let ledger = try directory.ledger().outputBytes
        try directory.must("rebuild")
        #expect(try directory.ledger().outputBytes == ledger)
        #expect(try sealedFiles(directory) == sealed)
        try expectDamageIsFound(directory)
    }

    // MARK: The past

    private func importPast(_ folder: TemporaryFolder, _ directory: MeritDirectory) throws {
        try folder.write(
            #"{"event_id":"c1","at":"2026-10-05T10:00:00+08:00","#
                + #""alias":{"external_userid":"\#(Self.contact)","unionid":"\#(Self.buyer)"},"#
                + #""staff":1001,"change":"added"}"# + "\n", to: "contacts.jsonl")
        try folder.write(
            #"{"event_id":"h1","at":"2026-10-07T10:00:00+08:00","#
                + #""alias":{"external_userid":"\#(Self.contact)"},"#
                + #""from":1001,"to":1002,"state":"waiting"}"# + "\n", to: "handovers.jsonl")
        try folder.write(
            order("order.paid", 1, #""lines":[{"line_id":"1","amount":1001}]"#),
            to: "orders.jsonl")
        let before = try directory.json("head")["sequence"]?.number
        let rehearsed = try directory.json(
            "handover", "import", folder["handovers.jsonl"], "--dry-run")
        #expect(rehearsed["accepted"]?.number == 1)
        #expect(
            try directory.json("head")["sequence"]?.number == before, "a dry run records nothing")
        try directory.must("contact", "import", folder["contacts.jsonl"])
        try directory.must("handover", "import", folder["handovers.jsonl"])
        let again = try directory.json("handover", "import", folder["handovers.jsonl"])
        #expect(again["duplicate"]?.number == 1)
        try folder.write(
            try String(contentsOfFile: folder["handovers.jsonl"], encoding: .utf8)
                .replacing("waiting", with: "done"), to: "done.jsonl")
        let done = try directory.json("handover", "import", folder["done.jsonl"])
        #expect(done["accepted"]?.number == 1, "one that waited is done: \(done.line)")
        try directory.must("order", "import", folder["orders.jsonl"], "--shop", "mall")
    }

    private func order(_ type: String, _ version: Int, _ rest: String) -> String {
        #"{"event_id":"o\#(version)","type":"\#(type)","shop":"mall","order_id":"M1","#
            + #""version":\#(version),"occurred_at":"2026-10-08T10:00:00+08:00","#
            + #""created_at":"2026-10-08T10:00:00+08:00","paid_at":"2026-10-08T10:00:00+08:00","#
            + #""currency":"CNY","buyer":{"unionid":"\#(Self.buyer)"},\#(rest)}"# + "\n"
    }

    /// The directory as somebody sees it whose key is in the environment.
    private func person(_ name: String, _ directory: MeritDirectory) throws -> MeritDirectory {
        try directory.must("person", "add", name)
        let key = try directory.must(
            "api-key", "create", "--name", name, "--person", name, "--scope",
            "finance,reports")
        var own = directory
        own.settings["MERIT_API_KEY"] = key.line
        return own
    }

    // MARK: The split

    private func expectSplit(_ chen: MeritDirectory, _ wu: MeritDirectory) throws {
        let wrong = try chen.run(
            "adjustment", "propose", "mall/M1", "--reason", "both served", "--amount",
            "1002=500", "--amount", "1003=500")
        #expect(wrong.code == 1, "the fen do not sum to 1001: \(wrong.transcript)")
        let number = try chen.must(
            "adjustment", "propose", "mall/M1", "--reason", "both served", "--amount",
            "1002=501", "--amount", "1003=500"
        ).line
        let open = try chen.run("period", "propose", "2026-10")
        #expect(open.code == 1, "an open appeal stands in the way: \(open.transcript)")
        let own = try chen.run("adjustment", "approve", number)
        #expect(own.code == 1 && own.errors.contains("same_person"), "\(own.transcript)")
        try wu.must("adjustment", "approve", number)
        let twice = try wu.run("adjustment", "approve", number)
        #expect(twice.errors.contains("adjustment_closed"), "\(twice.transcript)")
        let entries = try wu.entries()
        let adjusted = entries.filter { $0["kind"]?.text == "adjustment" }
        #expect(adjusted.compactMap { $0["amount"]?.number }.sorted() == [-500, 500])
    }

    // MARK: The close

    private func expectClose(
        _ chen: MeritDirectory, _ wu: MeritDirectory, _ directory: MeritDirectory
    ) throws {
        let early = try wu.run("period", "close", "2026-10")
        #expect(early.errors.contains("close_not_proposed"), "\(early.transcript)")
        let nobody = try directory.run("period", "propose", "2026-10")
        #expect(nobody.errors.contains("person_required"), "\(nobody.transcript)")
        let other = try chen.run("period", "propose", "2026-11")
        #expect(other.code == 1, "the older month comes first: \(other.transcript)")
        try chen.must("period", "propose", "2026-10")
        // The shop goes on selling: entries of other months do not make the proposal stale.
        let folder = try TemporaryFolder("november")
        try folder.write(
            order("order.paid", 1, #""lines":[{"line_id":"1","amount":700}]"#)
                .replacing("M1", with: "M2").replacing("o1", with: "o-m2")
                .replacing("2026-10-08", with: "2026-11-08"), to: "november.jsonl")
        try directory.must("order", "import", folder["november.jsonl"], "--shop", "mall")
        let own = try chen.run("period", "close", "2026-10")
        #expect(own.errors.contains("same_person"), "\(own.transcript)")
        try wu.must("period", "close", "2026-10")
        let again = try wu.run("period", "close", "2026-10")
        #expect(again.errors.contains("period_closed"), "\(again.transcript)")
    }

    private func sealedFiles(_ directory: MeritDirectory) throws -> [String: [UInt8]] {
        let folder = try TemporaryFolder("sealed")
        try directory.must("period", "export", "2026-10", "--out", folder["out"])
        var files: [String: [UInt8]] = [:]
        for name in try FileManager.default.contentsOfDirectory(atPath: folder["out"]) {
            let data = try Data(contentsOf: URL(filePath: "\(folder["out"])/\(name)"))
            files[name] = Array(data)
        }
        return files
    }

    private func expectLateRefund(
        _ folder: TemporaryFolder, _ directory: MeritDirectory, _ merit: RunningMerit
    ) throws {
        let count = try directory.entries().count
        try folder.write(
            order(
                "order.refunded", 2,
                #""refund":{"refund_id":"R1","lines":[{"line_id":"1","amount":201}]}"#),
            to: "refunds.jsonl")
        try directory.must("order", "import", folder["refunds.jsonl"], "--shop", "mall")
        let entries = try merit.entries(atLeast: count + 2).suffix(2)
        #expect(entries.allSatisfy { $0["period"]?.text == "2026-11" }, "the oldest open month")
        #expect(entries.allSatisfy { $0["kind"]?.text == "reversal" })
        let amounts = entries.compactMap { $0["amount"]?.number }
        #expect(amounts.reduce(0, +) == -201, "divided by the adjusted weights: \(amounts)")
    }

    private func expectDamageIsFound(_ directory: MeritDirectory) throws {
        let path = directory.path + "/sealed/2026-10/staff.csv"
        var bytes = try Data(contentsOf: URL(filePath: path))
        bytes[bytes.count - 3] ^= 1
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        try bytes.write(to: URL(filePath: path))
        let found = try directory.run("verify")
        #expect(found.code == 3, "a sealed file was changed: \(found.transcript)")
    }
}
