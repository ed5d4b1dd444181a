import MeritCore
import MeritLedger
import MeritOrders
import Testing

@testable import MeritJSON
@testable import MeritReports
@testable import MeritStore

/// Proofs of a real store's orders.
struct ProofTests {
    let retailer: Retailer

    init() throws { retailer = try Retailer() }

    private func proof(_ order: String) throws -> Proof {
        try #require(try Proof.make(of: Retailer.order(order), from: retailer.store))
    }

    /// The text from the line that begins with `start` on, up to an empty line.
    private func section(_ start: String, of proof: Proof) -> String {
        let lines = proof.text.split(separator: "\n", omittingEmptySubsequences: false)
        let from = lines.firstIndex { $0.hasPrefix(start) } ?? lines.endIndex
        let heading = lines[from...].prefix(2)
        let body = lines[from...].dropFirst(2).prefix { !$0.isEmpty }
        return (heading + body).joined(separator: "\n")
    }

    @Test func `an order whose greatest lines were all exchanged is proven`() throws {
        var retailer = try Retailer()
        func lines(_ prefix: String) -> [(String, Int64)] {
            (1...1_000).map { ("\(prefix)\($0)", MinorAmount.statedMax.value) }
        }
        try retailer.settle(
            Retailer.event("x1", of: "X", at: "11-26 10:00", lines: lines("z")))
        try retailer.settle(
            Retailer.event("x2", of: "X", .created, at: "11-26 11:00", lines: lines("a")))
        let proof = try #require(try Proof.make(of: Retailer.order("X"), from: retailer.store))
        #expect(proof.credits.map(\.amount.value) == [1_000 << 53])
        #expect(!proof.text.isEmpty)
    }

    @Test func `an order that nobody named has no proof`() throws {
        #expect(try Proof.make(of: Retailer.order("none"), from: retailer.store) == nil)
    }

    @Test func `a proof shows each candidate of each rule, and why it won or lost`() throws {
        let proof = try proof("A1")
        #expect(proof.status == .booked)
        #expect(
            section("Rules", of: proof) == """
                Rules

                1. on order (order_param): passed on
                   no candidate
                2. shared (touches): won
                   accepted  link_click  1001 张三  link 1  2026-11-20 10:00:00 +08:00, \
                1 d before, fact 12
                   bot  link_click  1001 张三  link 1  2026-11-20 10:01:00 +08:00, \
                23 h 59 m before, fact 13
                3. store (house): not reached
                   not looked up
                """)
        #expect(
            section("Entries", of: proof) == """
                Entries

                entry  period   line  staff      department  amount  kind      at
                -----  -------  ----  ---------  ----------  ------  --------  \
                --------------------------
                    1  2026-11  1     1001 张三  SH           19900  credit    \
                2026-11-21 10:00:00 +08:00
                    2  2026-11  2     1001 张三  SH             100  credit    \
                2026-11-21 10:00:00 +08:00
                    7  2026-12  1     1001 张三  SH           -5000  reversal  \
                2026-12-02 09:00:00 +08:00
                sum: 1001 张三 15000
                """)
        #expect(proof.text.hasSuffix("\n"))
    }

    @Test func `an imported touch shows who imported it from which line`() throws {
        let rules = section("Rules", of: try proof("A2"))
        #expect(rules.contains("imported by 王五, file 000000000000feed…, line 3"))
    }

    @Test func `an unattributed order shows its nearest miss`() throws {
        let proof = try proof("A3")
        let miss = "last touch 50 d 22 h before, window 7 d"
        #expect(proof.nearestMiss == miss)
        #expect(proof.text.contains("nearest miss: \(miss)\n"))
        #expect(proof.text.contains("outside_window  link_click  1002"))
        #expect(proof.text.contains("50 d 22 h before, window 7 d, fact"))
        #expect(proof.text.contains("the order names no store"))
        #expect(proof.credits == [Proof.Credit(staff: .unattributed, amount: MinorAmount(700))])
    }

    @Test func `an order that is not judged says what it waits for`() throws {
        let proof = try proof("A4")
        #expect(proof.status == .unjudged)
        #expect(proof.waitsFor == "order_paid")
        #expect(proof.rules.isEmpty)
        #expect(proof.text.contains("not judged: waits for order_paid\n"))
    }

    @Test func `an order about to be judged says so`() throws {
        var retailer = retailer
        try retailer.tell(try Retailer.event("e10", of: "A4", at: "12-03 09:00"))
        let proof = try #require(
            try Proof.make(of: Retailer.order("A4"), from: retailer.store))
        #expect(proof.waitsFor == "judgement")
        #expect(proof.text.contains("about to be judged: first\n"))
        let schema = try SchemaChecker.named("proof")
        #expect(schema.accepts(try JSONValue(parsing: proof.json)))
    }

    @Test func `a house account is named where its rule won`() throws {
        let rules = section("Rules", of: try proof("A5"))
        #expect(rules.contains("house account of the ordering store: 1900 上海一店, 门店"))
    }

    @Test(arguments: ["A1", "A2", "A3", "A4", "A5", "A6"])
    func `every proof is what its schema says`(order: String) throws {
        let schema = try SchemaChecker.named("proof")
        #expect(schema.unknownWords() == [])
        let json = try JSONValue(parsing: try proof(order).json, limits: .ownFile)
        #expect(schema.accepts(json), "\(order)")
    }

    @Test func `the schema refuses a proof with another status or a member too many`() throws {
        let schema = try SchemaChecker.named("proof")
        let text = String(decoding: try proof("A1").json, as: UTF8.self)
        let changes = [
            ("\"status\": \"booked\"", "\"status\": \"done\""),
            ("\"status\"", "\"more\": 1, \"status\""),
            ("\"weight\": 1", "\"weight\": 0"),
            ("\"outcome\": \"won\"", "\"outcome\": \"lost\""),
            ("\"kind\": \"reversal\"", "\"kind\": \"refund\""),
        ]
        for (from, to) in changes {
            let changed = text.replacing(from, with: to)
            #expect(changed != text, "\(from)")
            #expect(!schema.accepts(try JSONValue(parsing: Array(changed.utf8))), "\(to)")
        }
    }

    @Test func `the proof says the same in text and JSON`() throws {
        let proof = try proof("A1")
        guard case .object(let object) = try JSONValue(parsing: proof.json),
            case .array(let credits)? = object["credits"], case .array(let rules)? = object["rules"]
        else {
            Issue.record("the proof is no object")
            return
        }
        #expect(object["status"] == .string("booked"))
        let credit: JSONObject = [
            "staff": .integer(1_001), "name": .string("张三"), "amount": .integer(15_000),
        ]
        #expect(credits == [.object(credit)])
        #expect(rules.count == 3)
    }
}
