import DoorFixture
import MeritAPI
import MeritCore
import MeritIntake
import MeritJSON
import MeritLedger
import MeritStore
import Testing

struct AdjustmentTests {
    @Test func `two people credit an order otherwise, and the entries sum to nothing`()
        async throws
    {
        try await Firm.working { (firm: Firm) async throws in
            #expect(try firm.credits(of: "A1") == [1001: 10_000])
            let proposed = try await firm.propose(firm.ann)
            #expect(proposed.status == 201, "\(proposed.text)")
            #expect(proposed.integer("adjustment") == 1)
            #expect(proposed.string("state") == "open")
            #expect(try firm.credits(of: "A1") == [1001: 10_000])
            let approved = try await firm.bob.post("adjustments/1/approve", "")
            #expect(approved.status == 200, "\(approved.text)")
            #expect(approved.string("state") == "approved")
            #expect(try firm.credits(of: "A1") == [1001: 6_000, 1002: 4_000])
            let entries = try firm.door.store.entries(period: nil, after: 0, limit: 100)
            let adjusted = entries.filter { $0.kind == .adjustment }
            #expect(!adjusted.isEmpty)
            #expect(adjusted.reduce(0) { $0 + $1.amount.value } == 0)
        }
    }

    @Test func `nobody approves what they proposed, and nobody without a person acts`()
        async throws
    {
        try await Firm.working { (firm: Firm) async throws in
            #expect(try await firm.propose(firm.owner).code == "person_required")
            let key = try await firm.owner.post(
                "api-keys", #"{"name":"machine","scopes":["finance"]}"#)
            let machine = firm.owner.with(key: try #require(key.string("key")))
            #expect(try await firm.propose(machine).code == "person_required")
            #expect(try await firm.propose(firm.ann).status == 201)
            let own = try await firm.ann.post("adjustments/1/approve", "")
            #expect(own.status == 403)
            #expect(own.code == "same_person")
            for client in [firm.owner, machine] {
                let reply = try await client.post("adjustments/1/approve", "")
                #expect(reply.code == "person_required")
            }
            #expect(try firm.credits(of: "A1") == [1001: 10_000])
        }
    }

    @Test func `whoever made the other, or their key, does not count as a second person`()
        async throws
    {
        try await Firm.working { (firm: Firm) async throws in
            let dan = try await Firm.person("Dan", firm.ann)
            #expect(try await firm.propose(firm.ann).status == 201)
            let made = try await dan.post("adjustments/1/approve", "")
            #expect(made.status == 403)
            #expect(made.code == "person_related")
            let key = try await firm.ann.post(
                "api-keys", #"{"name":"k","scopes":["finance"],"person":"Cat"}"#)
            #expect(key.status == 201)
            let keyed = try await firm.cat.post("adjustments/1/approve", "")
            #expect(keyed.code == "person_related", "Ann gave Cat a key")
            #expect(try await firm.bob.post("adjustments/1/approve", "").status == 200)
            // And the other way round: Dan proposes, Ann who made him would approve.
            let shares = #""weights":[{"staff":1002,"weight":1}]"#
            #expect(try await firm.propose(dan, shares: shares).status == 201)
            #expect(try await firm.ann.post("adjustments/2/approve", "").code == "person_related")
        }
    }

    @Test func `of two approvals at once one wins`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            #expect(try await firm.propose(firm.ann).status == 201)
            let replies = try await Firm.race(
                { try await firm.bob.post("adjustments/1/approve", "") },
                { try await firm.cat.post("adjustments/1/approve", "") })
            #expect(replies.map(\.status).sorted() == [200, 409])
            #expect(replies.compactMap(\.code) == ["adjustment_closed"])
            #expect(try firm.credits(of: "A1") == [1001: 6_000, 1002: 4_000])
        }
    }

    @Test func `of an approval and a withdrawal at once one wins`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            #expect(try await firm.propose(firm.ann).status == 201)
            let replies = try await Firm.race(
                { try await firm.bob.post("adjustments/1/approve", "") },
                { try await firm.ann.post("adjustments/1/decline", #"{"reason":"wrong"}"#) })
            #expect(replies.map(\.status).sorted() == [200, 409])
            let state = try await firm.ann.get("adjustments").items.first?["state"]
            let isApproved = state == .string("approved")
            #expect(
                try firm.credits(of: "A1")
                    == (isApproved ? [1001: 6_000, 1002: 4_000] : [1001: 10_000]))
        }
    }

    @Test func `only what divides a judged order among known people is proposed`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            func code(_ shares: String, order: String = "A1") async throws -> String? {
                try await firm.propose(firm.ann, order: order, shares: shares).code
            }
            let all = #""amounts":[{"staff":1002,"amount":10000}]"#
            #expect(try await code(all, order: "A7") == "order_not_judged")
            #expect(
                try await code(#""amounts":[{"staff":1002,"amount":9999}]"#)
                    == "adjustment_stale")
            #expect(
                try await code(#""amounts":[{"staff":7,"amount":10000}]"#) == "unknown_staff")
            #expect(
                try await code(#""weights":[{"staff":1002,"weight":0}]"#) == "adjustment_empty")
            #expect(try await firm.propose(firm.ann).status == 201)
            #expect(try await code(all) == "adjustment_open")
            #expect(
                try await firm.ann.post("adjustments/9/approve", "").code == "unknown_adjustment")
        }
    }

    @Test func `a body with faults records nothing`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            let head = firm.door.head
            for (shares, pointer) in [
                (#""amounts":[]"#, "/amounts"),
                (#""amounts":[{"staff":1,"amount":-1}]"#, "/amounts/0/amount"),
                (#""amounts":[{"staff":16777216,"amount":1}]"#, "/amounts/0/staff"),
                (#""weights":[{"staff":1,"weight":1},{"staff":1,"weight":2}]"#, "/weights"),
                (
                    #""amounts":[{"staff":1,"amount":1}],"weights":[{"staff":1,"weight":1}]"#,
                    "/weights"
                ),
                (#""colour":1"#, "/colour"),
            ] {
                let reply = try await firm.propose(firm.ann, shares: shares)
                #expect(reply.code == "body_invalid", "\(shares)")
                #expect(reply.pointers.contains(pointer), "\(reply.text)")
            }
            #expect(firm.door.head == head)
        }
    }

    @Test func `amounts that no longer sum are not approved, weights are`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            #expect(try await firm.propose(firm.ann).status == 201)
            let refund = #"""
                {"event_id":"r1","type":"order.refunded","shop":"mall","order_id":"A1",\#
                "version":2,\#
                "occurred_at":"2026-11-25T10:00:00+08:00","currency":"CNY",\#
                "refund":{"refund_id":"R1","lines":[{"line_id":"1","amount":1000}]}}
                """#
            let reply = try await firm.owner.post(
                "orders/import?shop=mall&file=\(Firm.file)", refund, type: "application/jsonl")
            #expect(reply.integer("accepted") == 1, "\(reply.text)")
            let stale = try await firm.bob.post("adjustments/1/approve", "")
            #expect(stale.code == "adjustment_stale")
            #expect(try await firm.ann.post("adjustments/1/decline", "").status == 200)
            let shares = #""weights":[{"staff":0,"weight":1},{"staff":1002,"weight":2}]"#
            #expect(try await firm.propose(firm.ann, shares: shares).integer("adjustment") == 2)
            #expect(try await firm.bob.post("adjustments/2/approve", "").status == 200)
            #expect(try firm.credits(of: "A1") == [0: 3_000, 1002: 6_000])
        }
    }

    @Test func `open adjustments are listed alone, and all in pages`() async throws {
        try await Firm.working { (firm: Firm) async throws in
            #expect(try await firm.propose(firm.ann).status == 201)
            #expect(try await firm.bob.post("adjustments/1/decline", "").status == 200)
            #expect(try await firm.propose(firm.cat).status == 201)
            let open = try await firm.ann.get("adjustments?filter=open").items
            #expect(open.map { $0["adjustment"] } == [.integer(2)])
            let first = try await firm.ann.get("adjustments?limit=1")
            #expect(first.items.map { $0["adjustment"] } == [.integer(1)])
            let next = try #require(first.string("next"))
            let second = try await firm.ann.get("adjustments?limit=1&after=\(next)")
            #expect(second.items.map { $0["adjustment"] } == [.integer(2)])
            let audit = try await firm.owner.get("audit?limit=3").items.map { $0["command"] }
            #expect(audit.first == .string("adjustment_proposed"))
            #expect(audit[1] == .string("adjustment_resolved"))
        }
    }
}
