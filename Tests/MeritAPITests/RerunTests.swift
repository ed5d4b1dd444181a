import DoorFixture
import MeritAPI
import MeritCore
import MeritIntake
import MeritJSON
import Testing

struct RerunTests {
    /// Credits whoever sent the last link, and nobody else.
    static let links = """
        {"policy":"links-only","effective_from":"2027-01-01T00:00:00+08:00",
        "judging_instant":"order_paid","credit_base":"goods",
        "rules":[{"name":"house","from":"house"}]}
        """

    @Test func `two people judge past orders again by a named policy`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            #expect(try await firm.owner.post("policies", Self.links).status == 201)
            let body = #"{"from":"2026-11-01","to":"2026-11-30","reason":"a mistake"}"#
            let proposed = try await firm.ann.post("policies/links-only/rerun", body)
            #expect(proposed.status == 201, "\(proposed.text)")
            #expect(proposed.integer("rerun") == 1)
            #expect(try await firm.ann.post("reruns/1/approve", "").code == "same_person")
            #expect(try await firm.owner.post("reruns/1/approve", "").code == "person_required")
            #expect(try firm.credits(of: "A1") == [1001: 10_000])
            let replies = try await Firm.race(
                { try await firm.bob.post("reruns/1/approve", "") },
                { try await firm.cat.post("reruns/1/approve", "") })
            #expect(replies.map(\.status).sorted() == [200, 409])
            #expect(replies.compactMap(\.code) == ["rerun_closed"])
            #expect(try firm.credits(of: "A1") == [0: 10_000])
            let listed = try await firm.ann.get("reruns").items
            #expect(listed.map { $0["state"] } == [.string("approved")])
        }
    }

    @Test func `a re-run names a policy that exists and days in their order`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            let days = #"{"from":"2026-11-01","to":"2026-11-30"}"#
            #expect(
                try await firm.ann.post("policies/nothing/rerun", days).code == "unknown_policy")
            let reversed = try await firm.ann.post(
                "policies/starter-v1/rerun", #"{"from":"2026-11-30","to":"2026-11-01"}"#)
            #expect(reversed.code == "rerun_empty")
            let lost = try await firm.ann.post("policies/starter-v1/rerun", #"{"from":"soon"}"#)
            #expect(Set(lost.pointers) == ["/from", "/to"])
            #expect(try await firm.ann.post("reruns/9/decline", "").code == "unknown_rerun")
            #expect(try await firm.ann.post("reruns/0/decline", "").code == "query_invalid")
        }
    }

    @Test func `a policy is told in English and Chinese`() async throws {
        let door = try await Door.make()
        try await Client.talking(to: door) { (client: Client) async throws in
            let english = try await client.get("policies/starter-v1/text")
            #expect(english.string("language") == "en")
            let chinese = try await client.get(
                "policies/starter-v1/text?language=zh", accept: "text/plain")
            #expect(chinese.status == 200)
            #expect(chinese.text.unicodeScalars.contains { (0x4e00...0x9fff).contains($0.value) })
            #expect(try await client.get("policies/none/text").code == "not_found")
            let lost = try await client.get("policies/starter-v1/text?language=fr")
            #expect(lost.code == "query_invalid")
        }
        door.close()
    }

    @Test func `a simulation tells its steps and its result, and records nothing`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            let head = firm.door.head
            let path = "policies/simulate?from=2026-11-01&to=2026-11-30"
            let reply = try await firm.owner.post(path, Self.links)
            #expect(reply.status == 200, "\(reply.text)")
            let last = try #require(reply.text.split(separator: "\n").last)
            #expect(last.hasPrefix(#"{"result":"#), "\(reply.text)")
            let table = try await firm.owner.post(path + "&format=table", Self.links)
            #expect(table.text.contains(#"{"rendered":"#))
            #expect(firm.door.head == head)
            let faulty = try await firm.owner.post(path, #"{"policy":"x"}"#)
            #expect(faulty.code == "body_invalid")
            let reversed = try await firm.owner.post(
                "policies/simulate?from=2026-11-30&to=2026-11-01", Self.links)
            #expect(reversed.code == "query_invalid")
        }
    }

    @Test func `one simulates at a time, and whoever goes away gives the turn back`() {
        let turns = SimulationTurns()
        let first = turns.take()
        #expect(first != nil)
        #expect(turns.take() == nil)
        first?.end()
        first?.end()
        var second = turns.take()
        #expect(second != nil)
        #expect(turns.take() == nil, "ended twice, given back once")
        second = nil
        _ = second
        #expect(turns.take() != nil, "an answer that never began holds no turn")
    }
}
