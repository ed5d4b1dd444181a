import DoorFixture
import HTTPTypes
import MeritAPI
import MeritCore
import MeritIntake
import MeritJSON
import MeritJournal
import MeritLedger
import MeritStore
import MeritWorker
import Testing

/// From a touch to the report, through the interfaces.
struct BookTests {
    private func worked(
        _ body: @escaping @Sendable (Client) async throws -> Void
    ) async throws {
        var options = Door.Options()
        options.applying = .held
        let door = try await Door.make(options)
        let worker = try Worker(store: door.store, journal: door.journal, recorder: door.recorder)
        let running = Task { try await worker.run() }
        var hooks = Client.Hooks()
        hooks.catchUp = { await worker.waitUntilSettled() }
        try await Client.talking(to: door, hooks: hooks) { (client: Client) async throws in
            try await furnish(client)
            try await body(client)
        }
        running.cancel()
        _ = await running.result
        door.close()
    }

    /// One click of o6aaaabbbb's on staff 1001, and an order of theirs a day later.
    private func furnish(_ client: Client) async throws {
        _ = try await client.put("departments/sh-1", #"{"name":"Bund","store":"SH-001"}"#)
        _ = try await client.put("staff/1001", #"{"name":"王芳","department":"sh-1"}"#)
        for _ in 0..<7 {
            _ = try await client.post(
                "links",
                #"{"kind":"h5","destination":"https://mall.example/","channel":"moments"}"#)
        }
        let file = String(repeating: "0", count: 64)
        let touch = try await client.post(
            "touches/import?file=\(file)", ImportTests.touch("t1"), type: "application/jsonl")
        #expect(touch.integer("accepted") == 1)
        let order = ImportTests.order("A1", more: #","buyer":{"unionid":"o6aaaabbbb"}"#)
        let reply = try await client.post(
            "orders/import?shop=mall&file=\(file)",
            order + "\n" + ImportTests.order("A2", amount: "300"), type: "application/jsonl")
        #expect(reply.integer("accepted") == 2)
    }

    @Test func `a proof tells who is credited and why`() async throws {
        try await worked { (client: Client) async throws in
            let proof = try await client.get("orders/mall/A1/proof")
            #expect(proof.status == 200)
            #expect(proof.text.contains("1001"))
            let text = try await client.get("orders/mall/A1/proof", accept: "text/plain")
            #expect(text.headers[.contentType] == "text/plain; charset=utf-8")
            #expect(text.text.contains("1001"))
            for lost in ["A7", "A%2F7", "%C3%BC"] {
                let reply = try await client.get("orders/mall/\(lost)/proof")
                #expect(reply.code == (lost == "%C3%BC" ? "query_invalid" : "not_found"))
            }
            let found = try await client.get("orders?order_id=A1")
            #expect(found.items.map { $0["shop"] } == [.string("mall")])
        }
    }

    @Test func `entries come in pages, as JSON Lines and as CSV, and are the same`() async throws {
        try await worked { (client: Client) async throws in
            let page = try await client.get("ledger/entries?period=2026-11")
            #expect(page.items.count == 2)
            #expect(page.json["next"] == .null)
            let first = try await client.get("ledger/entries?limit=1")
            #expect(first.string("next") == "1")
            let second = try await client.get("ledger/entries?limit=1&after=1")
            #expect(first.items + second.items == page.items)
            let lines = try await client.get("ledger/entries?format=jsonl")
            let stored = try client.door.store.entries(period: nil, after: 0, limit: 10)
            #expect(
                lines.text
                    == stored.map { String(decoding: $0.jsonLine, as: UTF8.self) + "\n" }.joined())
            let csv = try await client.get("ledger/entries?format=csv")
            #expect(csv.text.split(separator: "\r\n").count == 3)
            #expect(try await client.get("ledger/entries?period=2026-10").items.isEmpty)
            let head = try await client.get("head")
            guard case .object(let ledger)? = head.json["ledger"] else {
                Issue.record("\(head.text)")
                return
            }
            #expect(ledger["number"] == .integer(2))
        }
    }

    @Test func `the staff report ties out`() async throws {
        try await worked { (client: Client) async throws in
            let report = try await client.get("reports/staff?from=2026-11-01&to=2026-11-30")
            #expect(report.status == 200)
            let bare = report.text.filter { !$0.isWhitespace }
            #expect(bare.contains("\"difference\":0"))
            #expect(report.text.contains("10000"))
            let csv = try await client.get(
                "reports/staff?from=2026-11-01&to=2026-11-30&format=csv")
            #expect(csv.text.hasPrefix("\u{feff}"))
            let lost = try await client.get("reports/nothing?from=2026-11-01&to=2026-11-30")
            #expect(lost.code == "report_unknown")
            let reversed = try await client.get("reports/staff?from=2026-11-30&to=2026-11-01")
            #expect(reversed.code == "query_invalid")
            let long = try await client.get(
                "reports/staff?from=2020-01-01&to=2026-11-30&by=day")
            #expect(long.code == "report_too_long")
        }
    }

    @Test func `a policy is not published over judged orders`() async throws {
        try await worked { (client: Client) async throws in
            let reply = try await client.post(
                "policies",
                """
                {"policy":"late","effective_from":"2026-11-01T00:00:00+08:00",
                "judging_instant":"order_paid","credit_base":"goods",
                "rules":[{"name":"store","from":"house"}]}
                """)
            #expect(reply.code == "policy_backdated")
        }
    }
}
