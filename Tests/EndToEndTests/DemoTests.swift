import MeritJSON
import ProcessFixture
import Testing

struct DemoTests {
    @Test func `the demo's books tie out, verify, and rebuild to the same bytes`() throws {
        let folder = try TemporaryFolder("demo")
        let directory = MeritDirectory(path: folder["data"])
        let demo = try directory.run(["demo", "--exit"] + RunningMerit.anyPorts)
        #expect(demo.code == 0, "\(demo.transcript.suffix(4_000))")
        #expect(demo.output.contains("difference"), "it prints the staff report")
        let entries = try directory.entries()
        #expect(entries.count > 1_500, "1 500 orders, 8 % of them refunded")
        let reversals = entries.count { $0["kind"]?.text == "reversal" }
        #expect(reversals > 50, "\(reversals) reversals")
        #expect(demo.output.contains("is closed and sealed"))
        let periods = Set(entries.compactMap { $0["period"]?.text }).sorted()
        let report = try directory.must(
            "report", "staff", "--from", "\(periods[0])-01", "--to", "\(periods[0])-28", "--format",
            "json")
        let figures = StaffFigures(report: try JSONValue(text: report.output))
        #expect(!figures.differences.isEmpty && figures.differences.allSatisfy { $0 == 0 })
        let ledger = try directory.ledger().outputBytes
        let last = entries.last
        let chain = "\(last?["number"]?.number ?? 0) \(last?["hash"]?.text ?? "")"
        #expect(try directory.recomputedChain() == chain)
        let sealed = try sealedMonth(directory)
        #expect(try directory.run("verify", "--redecide").code == 0)
        try directory.must("rebuild")
        #expect(try directory.ledger().outputBytes == ledger)
        #expect(try sealedMonth(directory) == sealed)
        try expectStory(directory)
    }

    /// Every file of the month that the demo closed, as it is given out again.
    private func sealedMonth(_ directory: MeritDirectory) throws -> [String] {
        let periods = try directory.json("period", "list")["items"]?.elements ?? []
        let sealed = periods.filter { $0["state"]?.text == "sealed" }
        #expect(sealed.count == 1)
        let period = sealed.first?["period"]?.text ?? ""
        let files = sealed.first?.at("seal", "files")?.elements ?? []
        #expect(files.count > 3)
        return try files.map { file in
            let name = file["file"]?.text ?? ""
            return try directory.must("period", "export", period, "--file", name).output
        }
    }

    /// A relation that was handed over won, and two persons divided the order.
    private func expectStory(_ directory: MeritDirectory) throws {
        let proof = try directory.must("explain", "STORY-2").output
        for word in ["protected", "1005", "1006", "adjustment"] {
            #expect(proof.contains(word), "\(word) is missing: \(proof)")
        }
    }
}
