import DoorFixture
import MeritAPI
import MeritCore
import MeritIntake
import MeritJSON
import MeritJournal
import MeritStore
import Testing

struct BadRecordTests {
    /// A door with one bad line, and its record.
    private func kept(_ client: Client) async throws -> Int64 {
        let line = ImportTests.order(
            "A1", amount: "-5", more: #","buyer":{"phone":"13812345678"}"#)
        let path = "orders/import?shop=mall&file=\(String(repeating: "0", count: 64))"
        _ = try await client.post(path, line, type: "application/jsonl")
        try await client.settle()
        let list = try await client.get("bad-records")
        guard case .integer(let record)? = list.items.first?["record"] else {
            Issue.record("\(list.text)")
            return 0
        }
        return record
    }

    @Test func `a bad record is listed with its reason, shown, mended and replayed`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let record = try await kept(client)
            let shown = try await client.get("bad-records/\(record)")
            #expect(shown.pointers == ["/lines/0/amount"])
            #expect(shown.string("body")?.contains("13812345678") == true)
            let stillBad = try await client.post("bad-records/\(record)/replay", "")
            #expect(stillBad.status == 422)
            let mended = try await client.post(
                "bad-records/\(record)/replay", ImportTests.order("A1", amount: "5"))
            #expect(mended.string("outcome") == "accepted")
            #expect(try await client.get("bad-records").items.isEmpty)
            let all = try await client.get("bad-records?filter=all")
            guard case .object(let end)? = all.items.first?["resolution"] else {
                Issue.record("\(all.text)")
                return
            }
            #expect(end["outcome"] == .string("replayed"))
            let again = try await client.post("bad-records/\(record)/replay", "")
            #expect(again.code == "bad_record_resolved")
        }
        door.close()
    }

    @Test func `a discarded record is dealt with`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let record = try await kept(client)
            #expect(try await client.post("bad-records/\(record)/discard").status == 200)
            #expect(try await client.get("bad-records").items.isEmpty)
            let again = try await client.post("bad-records/\(record)/discard")
            #expect(again.code == "bad_record_resolved")
            #expect(try await client.get("bad-records/999999").status == 404)
        }
        door.close()
    }

    @Test func `a body is shown only to who may see identifiers`() async throws {
        let door = try await Door.make()
        let record = Box()
        let key = Box()
        try await Client.talking(to: door) { (client: Client) async throws in
            record.set("\(try await kept(client))")
            let made = try await client.post("api-keys", #"{"name":"k","scopes":["import"]}"#)
            key.set(made.string("key") ?? "")
        }
        let network = APIDoor.network(hosts: Client.hosts)
        try await Client.talking(to: door, at: network) { (client: Client) async throws in
            let shown = try await client.with(key: key.value).get("bad-records/\(record.value)")
            #expect(shown.status == 200)
            #expect(shown.json["body"] == nil)
            #expect(!shown.text.contains("13812345678"))
        }
        door.close()
    }

    @Test func `after its time a body is gone, and a mended one is still taken`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let record = try await kept(client)
            try door.vault.purge(before: door.now.advanced(by: .days(31)))
            let gone = try await client.post("bad-records/\(record)/replay", "")
            #expect(gone.status == 410)
            let mended = try await client.post(
                "bad-records/\(record)/replay", ImportTests.order("A1"))
            #expect(mended.string("outcome") == "accepted")
        }
        door.close()
    }

    @Test func `a webhook that conflicted can come in under another id`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let body = ImportTests.order("A1")
            let input = BadInput(
                source: .orderWebhook, shop: Door.mall, event: EventID(unchecked: "used"),
                code: .webhookIDConflict, body: Array(body.utf8))
            try await door.intake.keep(input)
            try await client.settle()
            guard
                case .integer(let record)? = try await client.get("bad-records").items.first?[
                    "record"]
            else {
                Issue.record("no record")
                return
            }
            let reply = try await client.post("bad-records/\(record)/replay?event_id=mended", "")
            #expect(reply.string("outcome") == "accepted", "\(reply.text)")
            let event = try #require(
                try door.facts().compactMap { fact in
                    if case .orderEvent(let event) = fact { event } else { nil }
                }.first)
            #expect(event.event.value == "mended")
            #expect(event.provenance != nil, "what a person brought in says so")
        }
        door.close()
    }
}

extension Client {
    /// Waits until everything recorded is applied.
    func settle() async throws {
        try await door.store.waitUntilApplied(door.journal.durable.sequence)
    }
}
