import DoorFixture
import MeritAPI
import MeritCore
import MeritCrypto
import MeritIntake
import MeritJSON
import MeritStore
import Testing

/// Hand-overs and contacts from files, and dry runs of every import.
struct CustomerImportTests {
    private static let file = String(repeating: "cd", count: 32)

    private static func handOver(
        _ id: String, alias: String = #"{"external_userid":"wm1abcdef"}"#, more: String = ""
    ) -> String {
        """
        {"event_id":"\(id)","at":"2026-11-20T10:00:00+08:00","alias":\(alias),"from":1001,\
        "to":1002,"state":"done"\(more)}
        """
    }

    private static func contact(
        _ id: String, alias: String = #"{"external_userid":"wm1abcdef"}"#,
        change: String = "added"
    ) -> String {
        """
        {"event_id":"\(id)","at":"2026-11-19T10:00:00.750+08:00","alias":\(alias),"staff":1001,\
        "change":"\(change)"}
        """
    }

    private func send(
        _ client: Client, _ collection: String, _ lines: [String], more: String = ""
    ) async throws -> Reply {
        try await client.post(
            "\(collection)/import?file=\(Self.file)\(more)", lines.joined(separator: "\n"),
            type: "application/jsonl")
    }

    @Test func `hand-overs come in once, with who brought them`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let lines = [
                Self.handOver("h1"), Self.handOver("h1"),
                Self.handOver("h2", alias: #"{"phone":"13812345678","unionid":"o6aaaabbbb"}"#),
                Self.handOver("h3", alias: #"{"phone":"138****5678"}"#),
                Self.handOver("h4", alias: "{}"), Self.handOver("h5", more: #","colour":1"#),
            ]
            let reply = try await send(client, "handovers", lines)
            #expect(reply.integer("accepted") == 2, "\(reply.text)")
            #expect(reply.integer("duplicate") == 1)
            #expect(reply.integer("bad") == 3)
            let listed = reply.objects("outcomes").map { $0["line"] }
            #expect(listed == [.integer(4), .integer(5), .integer(6)])
            #expect(reply.text.contains(#""pointer":"/alias""#))
            await door.stopApplying()
            try door.applyAll()
            #expect(try await send(client, "handovers", [lines[0]]).integer("duplicate") == 1)
        }
        let facts = try door.facts().compactMap { fact in
            if case .handOver(let handOver) = fact { handOver } else { nil }
        }
        #expect(facts.map(\.event.value) == ["h1", "h2"])
        #expect(facts.map { $0.provenance?.line } == [1, 3])
        #expect(facts.first?.provenance?.file.hex == Self.file)
        #expect(facts.first?.state == .done)
        #expect(facts.last?.personal?.aliases.map(\.kind) == [.unionid, .phone])
        door.close()
    }

    @Test func `a hand-over to the same guide, or in no known state, is bad`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let same = Self.handOver("h1").replacing("1002", with: "1001")
            let odd = Self.handOver("h2").replacing("done", with: "finished")
            let reply = try await send(client, "handovers", [same, odd])
            #expect(reply.integer("bad") == 2)
            #expect(reply.text.contains(#""pointer":"/to""#))
            #expect(reply.text.contains(#""pointer":"/state""#))
            let record = try #require(try await client.get("bad-records").items.first)
            #expect(record["source"] == .string("handover_import"))
            guard case .integer(let number)? = record["record"] else { return }
            let mended = try await client.post("bad-records/\(number)/replay", Self.handOver("h1"))
            #expect(mended.string("outcome") == "accepted", "\(mended.text)")
        }
        door.close()
    }

    @Test func `a contact's id is made of who, by whom and the second`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let lines = [
                Self.contact("c1"), Self.contact("c2", change: "deleted_by_customer"),
                Self.contact("c3", alias: #"{"unionid":"o6aaaabbbb"}"#, change: "deleted_by_staff"),
                Self.contact("c4", change: "blocked"), Self.contact("c1"),
            ]
            let reply = try await send(client, "contacts", lines)
            #expect(reply.integer("accepted") == 3, "\(reply.text)")
            #expect(reply.integer("duplicate") == 1)
            #expect(reply.integer("bad") == 1)
            await door.stopApplying()
            try door.applyAll()
            #expect(try await send(client, "contacts", lines).integer("duplicate") == 4)
        }
        let facts = try door.facts().compactMap { fact in
            if case .contactChanged(let contact) = fact { contact } else { nil }
        }
        let alias = try #require(facts.first?.personal?.aliases.first)
        var bytes = ByteWriter()
        bytes.write(fixed: alias.high)
        bytes.write(fixed: alias.low)
        bytes.write(fixed: UInt32(1001))
        let second = try #require(Timestamp(rfc3339: "2026-11-19T10:00:00+08:00"))
        bytes.write(fixed: second.milliseconds / 1_000)
        #expect(facts[0].id == Array(SHA256.hash(bytes.bytes).bytes.prefix(16)))
        #expect(facts[2].id == [])
        #expect(facts.map(\.change) == [.added, .deletedByCustomer, .deletedByStaff])
        door.close()
    }

    @Test(arguments: ["orders", "touches", "contacts", "handovers"])
    func `a dry run tells what would come of every line and records nothing`(
        collection: String
    ) async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            func line(_ id: String) -> String {
                switch collection {
                case "orders": ImportTests.order(id)
                case "touches": ImportTests.touch(id)
                case "contacts": Self.contact(id)
                default: Self.handOver(id)
                }
            }
            let shop = collection == "orders" ? "&shop=mall" : ""
            let known = try await send(client, collection, [line("k")], more: shop)
            #expect(known.integer("accepted") == 1, "\(known.text)")
            let head = door.head
            let lines = [line("k"), line("a"), line("a"), "{nonsense", line("b")]
            let dry = "\(shop)&dry_run=true"
            let first = try await send(client, collection, lines, more: dry)
            #expect(first.json["dry_run"] == .bool(true))
            #expect(first.integer("accepted") == 2, "\(first.text)")
            #expect(first.integer("duplicate") == 2)
            #expect(first.integer("bad") == 1)
            #expect(first.objects("outcomes").map { $0["line"] } == [.integer(4)])
            // The file's next part remembers what the first would have taken.
            let second = try await send(
                client, collection, [line("b"), line("c")], more: "\(dry)&first_line=6")
            #expect(second.integer("accepted") == 1)
            #expect(second.integer("duplicate") == 1)
            // And from its first line on it begins anew.
            let again = try await send(client, collection, lines, more: dry)
            #expect(again.integer("accepted") == 2)
            #expect(door.head == head)
            #expect(try await client.get("bad-records").items.isEmpty)
            let taken = try await send(client, collection, lines, more: shop)
            #expect(taken.integer("accepted") == 2)
            #expect(taken.integer("bad") == 1)
        }
        door.close()
    }

    @Test func `a conflict shows in a dry run too`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let lines = [
                ImportTests.order("A1"), ImportTests.order("A9", event: "e-A1"),
            ]
            let reply = try await send(client, "orders", lines, more: "&shop=mall&dry_run=true")
            #expect(reply.integer("accepted") == 1)
            #expect(reply.integer("conflict") == 1)
        }
        door.close()
    }
}
