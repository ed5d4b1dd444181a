import Foundation
import MeritJSON
import ProcessFixture
import Testing

/// Files that people bring in, without a running service: each command has applied, judged and
/// posted everything before it answers.
struct ImportTests {
    @Test func `past touches and orders from files credit the last touch, once`() throws {
        let folder = try TemporaryFolder("import")
        let directory = MeritDirectory(in: folder)
        _ = try Shopfront(directory)
        try folder.write(Self.touches, to: "touches.jsonl")
        try folder.write(Self.orders, to: "orders.jsonl")
        try directory.must("touch", "import", folder["touches.jsonl"])
        try directory.must("order", "import", folder["orders.jsonl"], "--shop", "mall")
        let entries = try directory.entries()
        #expect(entries.map { $0["staff"]?.number } == [1002, 0])
        #expect(entries.map { $0["rule"]?.text } == ["shared", nil])
        #expect(entries.first?["period"]?.text == "2026-10")
        let ledger = try directory.ledger().outputBytes
        let again = try directory.json(
            "order", "import", folder["orders.jsonl"], "--shop", "mall")
        #expect(again["accepted"]?.number == 0 && again["duplicate"]?.number == 2)
        let touches = try directory.json("touch", "import", folder["touches.jsonl"])
        #expect(touches["accepted"]?.number == 0 && touches["duplicate"]?.number == 3)
        #expect(try directory.ledger().outputBytes == ledger)
        let proof = try directory.proof("I1")
        let candidates = proof.rule("shared")?["candidates"]?.elements ?? []
        let touch = candidates.first { $0["accepted"]?.isTrue == true }
        #expect(touch?.at("import", "line")?.number == 2, "the proof names the line: \(proof.line)")
    }

    @Test func `a bad line is named with file, line and place, and the good ones are taken`() throws
    {
        let folder = try TemporaryFolder("bad-lines")
        let directory = MeritDirectory(in: folder)
        _ = try Shopfront(directory)
        let good = Self.orders.split(separator: "\n").map(String.init)
        let lines = [good[0], good[1].replacing(":500}", with: ":-500}"), "{", good[1]]
        try folder.write(lines.joined(separator: "\n") + "\n", to: "orders.jsonl")
        let finished = try directory.run(
            "order", "import", folder["orders.jsonl"], "--shop", "mall")
        #expect(finished.code == 1, "\(finished.transcript)")
        #expect(finished.errors.contains("orders.jsonl:2: /lines/0/amount"), "\(finished.errors)")
        #expect(finished.errors.contains("orders.jsonl:3:"), "\(finished.errors)")
        #expect(try directory.entries().count == 2, "the two good lines count")
        let records = try directory.json("bad-record", "list")
        #expect((records["items"] ?? records).elements.count == 2)
    }

    @Test func `a table with a fault changes nothing and names every line`() throws {
        let folder = try TemporaryFolder("bad-table")
        let directory = MeritDirectory(in: folder)
        try folder.write(Shopfront.departments, to: "departments.csv")
        try directory.must("department", "import", folder["departments.csv"])
        let staff = Shopfront.staff
            .replacing("1002,", with: "zero,").replacing("1003,", with: "99999999,")
        try folder.write(staff, to: "staff.csv")
        let finished = try directory.run("staff", "import", folder["staff.csv"])
        #expect(finished.code == 1, "\(finished.transcript)")
        #expect(finished.errors.contains("3") && finished.errors.contains("4"))
        #expect(try directory.must("staff", "export").output.contains("Wang") == false)
    }

    @Test func `a policy with a rule that this build does not know is refused by line`() throws {
        let folder = try TemporaryFolder("policy")
        let directory = MeritDirectory(in: folder)
        let policy = """
            policy: spring
            effective_from: 2030-03-01T00:00:00+08:00
            judging_instant: order_paid
            credit_base: goods
            rules:
              - { name: on order, from: order_param, window: 30d }
              - { name: magic, from: horoscope }
            """
        try folder.write(policy, to: "spring.yaml")
        for command in ["check", "publish"] {
            let refused = try directory.run("policy", command, folder["spring.yaml"])
            #expect(refused.code == 1, "\(refused.transcript)")
            #expect(refused.errors.contains("spring.yaml:7"), "\(refused.errors)")
            #expect(refused.errors.contains("/rules/1/from"), "\(refused.errors)")
        }
        let known = policy.replacing("from: horoscope", with: "from: house")
        try folder.write(known, to: "spring.yaml")
        try directory.must("policy", "publish", folder["spring.yaml"])
        #expect(try directory.must("policy", "list").output.contains("spring"))
        let again = try directory.run("policy", "publish", folder["spring.yaml"])
        #expect(again.code == 1, "published policies never change: \(again.transcript)")
    }

    @Test func `a heap of the largest orders is judged and posted in parts`() throws {
        let folder = try TemporaryFolder("heap")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        _ = try Shopfront(directory)
        let lines = (1...1_000).map { #"{"line_id":"\#($0)","amount":1}"# }
        let all = "[\(lines.joined(separator: ","))]"
        let orders = (1...30).map { number in
            let body = Order(id: "H\(number)", lines: all).body
            return #"{"event_id":"h-\#(number)",\#(body.dropFirst())"#
        }
        // One request, so that all of them are recorded, and due, at once.
        let digest = String(repeating: "0", count: 64)
        let answer = try ControlSocket(directory).ask(
            "POST", "/v1/orders/import?shop=mall&file=\(digest)&first_line=1",
            type: "application/jsonl", body: orders.joined(separator: "\n") + "\n")
        #expect(answer.status == 200, "\(answer.body)")
        #expect(answer.json["accepted"]?.number == 30, "\(answer.body)")
        let head = try merit.settled({ try directory.json("head") }, Self.isWhole)
        #expect(Self.isWhole(head), "\(head.line)\n\(directory.logTail)")
        #expect(try directory.staffReport().differences == [0])
    }

    private static func isWhole(_ head: JSONValue) -> Bool {
        head.at("ledger", "number")?.number == 30_000
    }

    private static let touches =
        [
            ("t-1", "2026-10-01T10:00:00+08:00", 1001), ("t-2", "2026-10-02T10:00:00+08:00", 1002),
            ("t-3", "2026-10-20T10:00:00+08:00", 1003),
        ].map { id, time, staff in
            #"{"event_id":"\#(id)","kind":"link_click","at":"\#(time)","staff":\#(staff),"link":1,"#
                + #""aliases":{"unionid":"oImported000000000000000001"},"verdict":"human"}"#
        }.joined(separator: "\n") + "\n"

    private static let orders =
        [("I1", "oImported000000000000000001"), ("I2", "oNobody")].map {
            id, buyer in
            #"{"event_id":"e-\#(id)","type":"order.paid","shop":"mall","#
                + #""order_id":"\#(id)","version":1,"#
                + #""occurred_at":"2026-10-03T10:00:00+08:00","#
                + #""created_at":"2026-10-03T10:00:00+08:00","#
                + #""paid_at":"2026-10-03T10:00:00+08:00","currency":"CNY","#
                + #""lines":[{"line_id":"1","amount":500}],"buyer":{"unionid":"\#(buyer)"}}"#
        }.joined(separator: "\n") + "\n"
}
