import DoorFixture
import MeritAPI
import MeritCore
import MeritCrypto
import MeritIntake
import MeritJSON
import MeritStore
import Testing

struct ImportTests {
    private static let file = String(repeating: "ab", count: 32)

    static func order(
        _ id: String, event: String? = nil, amount: String = "10000", more: String = ""
    ) -> String {
        """
        {"event_id":"\(event ?? "e-\(id)")","type":"order.paid","shop":"mall",\
        "order_id":"\(id)","version":1,"occurred_at":"2026-11-20T10:00:00+08:00",\
        "created_at":"2026-11-20T09:58:00+08:00","paid_at":"2026-11-20T10:00:00+08:00",\
        "currency":"CNY","lines":[{"line_id":"1","amount":\(amount)}]\(more)}
        """
    }

    private func send(
        _ client: Client, _ lines: [String], from first: Int = 1
    ) async throws -> Reply {
        try await client.post(
            "orders/import?shop=mall&file=\(Self.file)&first_line=\(first)",
            lines.joined(separator: "\n"), type: "application/jsonl")
    }

    @Test func `every line gets its outcome, and repeats do nothing`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let lines = [
                Self.order("A1"), Self.order("A2"), "{nonsense", "",
                Self.order("A1"), Self.order("A9", event: "e-A1"),
                Self.order("A3", amount: "-5"),
            ]
            let reply = try await send(client, lines, from: 11)
            #expect(reply.status == 200)
            #expect(reply.integer("lines") == 6)
            #expect(reply.integer("accepted") == 2)
            #expect(reply.integer("duplicate") == 1)
            #expect(reply.integer("conflict") == 1)
            #expect(reply.integer("bad") == 2)
            let listed = reply.objects("outcomes").map { $0["line"] }
            #expect(listed == [.integer(13), .integer(16), .integer(17)])
            let again = try await send(client, lines, from: 11)
            #expect(again.integer("accepted") == 0)
            #expect(again.integer("duplicate") == 3)
        }
        let events = try door.facts().compactMap { fact in
            if case .orderEvent(let event) = fact { event } else { nil }
        }
        #expect(events.map { $0.provenance?.line } == [11, 12])
        #expect(events.first?.provenance?.file.hex == Self.file)
        let bad = try door.facts().filter { if case .badRecord = $0 { true } else { false } }
        #expect(bad.count == 3, "bad lines are kept once")
        door.close()
    }

    @Test func `thousands of lines come in once each, in parts that overlap`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let lines = (0..<1_300).map { Self.order("A\($0)") }
            async let first = send(client, Array(lines[..<900]))
            async let second = send(client, Array(lines[400...]), from: 401)
            let replies = try await [first, second]
            let accepted = replies.compactMap { $0.integer("accepted") }.reduce(0, +)
            let repeated = replies.compactMap { $0.integer("duplicate") }.reduce(0, +)
            #expect(accepted == 1_300)
            #expect(repeated == 500)
        }
        door.close()
    }

    @Test func `an import and a webhook share their ids`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let text = Self.order("A1", event: "msg_1")
            let reading = try await door.intake.readOrder(
                Array(text.utf8)[...], from: .webhook(EventID(unchecked: "msg_1"), Door.mall))
            guard case .event(let event) = reading else {
                Issue.record("\(reading)")
                return
            }
            _ = await door.intake.record([IntakeItem(event, weight: 1)])
            #expect(try await send(client, [text]).integer("duplicate") == 1)
        }
        door.close()
    }

    @Test func `a file needs a shop that exists and its digest`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let lost = try await client.post(
                "orders/import?shop=nobody&file=\(Self.file)", "", type: "application/jsonl")
            #expect(lost.code == "unknown_shop")
            let bare = try await client.post("orders/import?shop=mall", "")
            #expect(bare.code == "query_invalid")
        }
        door.close()
    }

    @Test func `nothing is acknowledged that cannot be recorded`() async throws {
        var options = Door.Options()
        options.inboundSpaceMark = .max
        let door = try await Door.make(options)
        try door.intake.load()
        try await Client.talking(to: door) { (client: Client) async throws in
            let reply = try await client.post(
                "touches/import?file=\(Self.file)", Self.touch("t1"), type: "application/jsonl")
            #expect(reply.status == 503)
            #expect(reply.code == "journal_disk_full")
        }
        door.close()
    }

    static func touch(_ id: String, more: String = "") -> String {
        """
        {"event_id":"\(id)","kind":"link_click","at":"2026-11-19T10:00:00+08:00","staff":1001,\
        "link":7,"aliases":{"unionid":"o6aaaabbbb","phone":"138****5678"},"user_agent":"WeChat",\
        "verdict":"human"\(more)}
        """
    }

    @Test func `past touches come in once, unknown members do not`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let lines = [
                Self.touch("t1"), Self.touch("t1"), Self.touch("t2", more: ",\"color\":1"),
            ]
            let path = "touches/import?file=\(Self.file)"
            let reply = try await client.post(
                path, lines.joined(separator: "\r\n"), type: "application/jsonl")
            #expect(reply.integer("accepted") == 1)
            #expect(reply.integer("duplicate") == 1)
            #expect(reply.integer("bad") == 1)
            await door.stopApplying()
            try door.applyAll()
            let again = try await client.post(path, lines[0], type: "application/jsonl")
            #expect(again.integer("duplicate") == 1)
        }
        let touch = try #require(
            try door.facts().compactMap { fact in
                if case .importedTouch(let touch) = fact { touch } else { nil }
            }.first)
        // The masked phone is no alias.
        #expect(touch.personal?.aliases.map(\.kind) == [.unionid])
        door.close()
    }
}
