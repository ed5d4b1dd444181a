import DoorFixture
import HTTPTypes
import HummingbirdTesting
import MeritCore
import MeritIdentity
import MeritIntake
import MeritStore
import NIOCore
import Testing

struct OrderEventsTests {
    private func events(_ door: Door) throws -> [OrderEvent] {
        try door.facts().compactMap { if case .orderEvent(let event) = $0 { event } else { nil } }
    }

    private func badRecords(_ door: Door) throws -> [BadRecord] {
        try door.facts().compactMap { if case .badRecord(let bad) = $0 { bad } else { nil } }
    }

    @Test func `a signed event is durable when 202 comes back`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            let reply = try await mall.send(Mall.body())
            #expect(reply.status == 202)
            #expect(reply.text == #"{"accepted":true}"#)
            let event = try #require(try events(door).first)
            #expect(event.order == OrderKey(shop: Door.mall, order: OrderID(unchecked: "A1001")))
            #expect(event.event.value == "msg_1")
            #expect(event.provenance == nil)
            #expect(event.buyer.count == 2)
        }
        door.close()
    }

    @Test func `a repeat is 200, another content 409, and neither is recorded`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            _ = try await mall.send(Mall.body())
            for _ in 0..<3 {
                let reply = try await mall.send(Mall.body())
                #expect(reply.status == 200)
                #expect(reply.text == #"{"accepted":false,"duplicate":true}"#)
            }
            let other = try await mall.send(Mall.body("A1001", ["freight": "801"]))
            #expect(other.status == 409)
            #expect(other.code == "webhook_id_conflict")
            #expect(try events(door).count == 1)
            #expect(try badRecords(door).map(\.code) == ["webhook_id_conflict"])
        }
        door.close()
    }

    @Test func `white space and the order of members are no other content`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            _ = try await mall.send(Mall.body())
            let spaced = Mall.body("A1001", ["version": "2"])
                .split(separator: ",").joined(separator: ", ")
            let reply = try await mall.send(spaced)
            #expect(reply.status == 200)
        }
        door.close()
    }

    @Test func `one id of two shops names two events`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            var signing = Mall.Signing()
            signing.shop = Door.other
            let first = try await mall.send(Mall.body())
            let second = try await mall.send(
                Mall.body("A1001", ["shop": #""other""#]), signing)
            #expect(first.status == 202)
            #expect(second.status == 202)
        }
        door.close()
    }

    @Test func `of racing requests with one id one is 202 and the others are 200`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<30 { group.addTask { try await mall.send(Mall.body()).status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses.filter { $0 == 202 }.count == 1)
            #expect(statuses.filter { $0 == 200 }.count == 29)
            #expect(try events(door).count == 1)
        }
        door.close()
    }

    @Test func `repeats are known after a restart with unapplied ids`() async throws {
        var held = Door.Options()
        held.applying = .held
        let door = try await Door.make(held)
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            #expect(try await mall.send(Mall.body()).status == 202)
        }
        let again = try door.reopened(held)
        try await Mall.sending(to: again) { (mall: Mall) async throws in
            let early = try await mall.send(Mall.body())
            #expect(early.status == 503)
            #expect(early.code == "not_ready")
            #expect(early.headers[.retryAfter] != nil)
            try again.intake.load()
            #expect(try await mall.send(Mall.body()).status == 200)
            #expect(try await mall.send(Mall.body("A1001", ["freight": "1"])).status == 409)
            try again.applyAll()
            #expect(try await mall.send(Mall.body()).status == 200)
        }
        #expect(try events(again).count == 1)
        again.close()
    }

    @Test func `every way of not being signed is 401 and leaves nothing behind`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            var forged = Mall.Signing()
            forged.signature = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            var foreign = Mall.Signing()
            foreign.shop = Door.other
            var tampered = Mall.Signing()
            tampered.signedBody = Mall.body("A1001", ["freight": "0"])
            for signing in [forged, foreign, tampered] {
                let reply = try await mall.send(Mall.body(), signing)
                #expect(reply.status == 401)
                #expect(reply.code == "webhook_signature_bad")
            }
            let unknown = try await mall.send(Mall.body("A1001", ["shop": #""nobody""#]))
            #expect(unknown.status == 401)
            #expect(unknown.code == "webhook_signature_bad")
            let unsigned = try await mall.send(Array(Mall.body().utf8), [:])
            #expect(unsigned.status == 401)
        }
        #expect(try events(door).isEmpty)
        #expect(try badRecords(door).isEmpty)
        door.close()
    }

    @Test func `a forged signature and an unknown shop get one and the same answer`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            var forged = Mall.Signing()
            forged.signature = "v1,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
            let known = try await mall.send(Mall.body(), forged)
            let unknown = try await mall.send(Mall.body("A1", ["shop": #""nobody""#]), forged)
            #expect(known.text == unknown.text)
            #expect(known.status == unknown.status)
        }
        door.close()
    }

    @Test(arguments: [
        (-301_000, "webhook_late"), (301_000, "webhook_early"),
    ])
    func `beyond 300 seconds a signature does not count`(
        offset: Int64, code: String
    ) async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            var signing = Mall.Signing()
            signing.offset = Milliseconds(offset)
            let reply = try await mall.send(Mall.body(), signing)
            #expect(reply.status == 401)
            #expect(reply.code == code)
            signing.offset = Milliseconds(offset < 0 ? -300_000 : 300_000)
            #expect(try await mall.send(Mall.body(), signing).status == 202)
        }
        door.close()
    }

    @Test func `a second secret signs as well`() async throws {
        let door = try await Door.make()
        let former = try #require(door.keys.file.shops[Door.mall])
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            try door.addWebhookSecret(to: Door.mall)
            #expect(door.keys.file.shops[Door.mall]?.webhook.count == 2)
            #expect(door.keys.file.shops[Door.mall]?.webhook.first == former.webhook.first)
            #expect(try await mall.send(Mall.body()).status == 202)
            #expect(try await mall.sendWithLastSecret(Mall.body(), id: "msg_2").status == 202)
        }
        door.close()
    }

    @Test func `all faults come at once, with their places, and the body is kept`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            let body = Mall.body(
                "A1001",
                [
                    "version": "1.5", "freight": "-1", "currency": #""RMBX""#,
                    "occurred_at": #""yesterday""#,
                    "lines": #"""
                    [{"line_id":"freight","amount":1},{"line_id":"2","amount":9007199254740993},
                    {"line_id":"2","amount":1},{"line_id":"3","amount":0.5}]
                    """#,
                ])
            let reply = try await mall.send(body)
            #expect(reply.status == 422)
            #expect(reply.code == "body_invalid")
            #expect(reply.headers[.contentType] == "application/problem+json")
            let expected: Set = [
                "/version", "/freight", "/currency", "/occurred_at", "/lines/0/line_id",
                "/lines/1/amount", "/lines/2/line_id", "/lines/3/amount",
            ]
            #expect(expected.isSubset(of: Set(reply.pointers)), "\(reply.pointers)")
            #expect(!reply.text.contains("13812345678"))
            let kept = try #require(try badRecords(door).first)
            #expect(try door.vault.body(kept.vaultID) == Array(body.utf8))
            #expect(try events(door).isEmpty)
        }
        door.close()
    }

    @Test func `the same bad body does not pile up, and a mended one may come`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            let bad = Mall.body("A1001", ["freight": "-1"])
            for _ in 0..<5 { #expect(try await mall.send(bad).status == 422) }
            #expect(try badRecords(door).count == 1)
            #expect(try await mall.send(Mall.body()).status == 202)
            // The id is used now: a faulty body under it is another content.
            #expect(try await mall.send(bad).status == 409)
        }
        door.close()
    }

    @Test(arguments: [
        "", "{", "[]", "null", "\u{feff}{}", #"{"shop":"mall","shop":"mall"}"#, #"{"shop":7}"#,
        "{\"shop\":\"mall\",\"order_id\":\"\u{0}\"}",
    ])
    func `whatever a shop signs gets an answer and is kept`(body: String) async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            let reply = try await mall.send(body)
            #expect(reply.status == 422)
            #expect(!reply.pointers.isEmpty)
        }
        let kept = try badRecords(door)
        #expect(kept.count == 1)
        #expect(kept.first?.shop == Door.mall)
        door.close()
    }

    @Test func `an order keeps its currency`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            #expect(try await mall.send(Mall.body()).status == 202)
            await door.stopApplying()
            try door.applyAll()
            let other = try await mall.send(
                Mall.body("A1001", ["currency": #""USD""#]), id: "msg_2")
            #expect(other.status == 422)
            #expect(other.pointers == ["/currency"])
            #expect(try badRecords(door).count == 1)
        }
        door.close()
    }

    @Test func `what cannot be recorded is 503 and may come again`() async throws {
        var options = Door.Options()
        options.inboundSpaceMark = .max
        let full = try await Door.make(options)
        try full.intake.load()
        try await Mall.sending(to: full) { (mall: Mall) async throws in
            let reply = try await mall.send(Mall.body())
            #expect(reply.status == 503)
            #expect(reply.code == "journal_disk_full")
            #expect(reply.headers[.retryAfter] == "2")
            let bad = try await mall.send(Mall.body("A1001", ["freight": "-1"]))
            #expect(bad.status == 503, "a fault is told only once the body is kept")
        }
        let roomy = try full.reopened()
        try roomy.intake.load()
        try await Mall.sending(to: roomy) { (mall: Mall) async throws in
            #expect(try await mall.send(Mall.body()).status == 202)
        }
        roomy.close()
    }

    @Test func `other paths and methods are problems too`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { (mall: Mall) async throws in
            let reply = try await mall.client.execute(uri: "/v1/links", method: .get) { Reply($0) }
            #expect(reply.status == 404)
            #expect(reply.code == "route_unknown")
        }
        door.close()
    }

    @Test func `another method than POST is told which there is`() async throws {
        let door = try await Door.make()
        try await Mall.sending(to: door) { mall in
            for method in [HTTPRequest.Method.get, .put, .delete] {
                try await mall.client.execute(uri: "/v1/order-events", method: method) { reply in
                    #expect(reply.status == .methodNotAllowed)
                    #expect(reply.headers[.allow] == "POST")
                    #expect(String(buffer: reply.body).contains("method_not_allowed"))
                }
            }
        }
        door.close()
    }
}
