import MeritJSON
import ProcessFixture
import Testing

/// What a mall sends and Merit does not take: each gets a clear answer, and nothing signed is lost.
struct BadWebhookTests {
    @Test func `who did not sign now is refused`() throws {
        try withMall { mall, merit in
            let body = Order(id: "W1").body
            let secret = mall.shop.webhookSecret
            let foreign = "whsec_" + String(repeating: "A", count: 43) + "="
            let answers = try mall.send([
                .init(id: "evt-1", body: body),
                .init(id: "evt-2", body: body, secret: secret, offset: -301),
                .init(id: "evt-3", body: body, secret: secret, offset: 360),
                .init(id: "evt-4", body: body, secret: foreign),
                .init(id: "evt-5", body: body.replacing("mall", with: "other"), secret: secret),
            ])
            #expect(answers.map(\.status) == [401, 401, 401, 401, 401])
            #expect(
                answers.map(\.code) == [
                    "webhook_signature_missing", "webhook_late", "webhook_early",
                    "webhook_signature_bad", "webhook_signature_bad",
                ])
            #expect(answers.allSatisfy { $0.json["hint"]?.text != nil }, "each says how to mend it")
            #expect(try merit.directory.entries().isEmpty)
        }
    }

    @Test func `a body over 256 KiB is refused and one under it is read`() throws {
        try withMall { mall, _ in
            let filler = String(repeating: "x", count: 300 * 1_024)
            let long = Order(id: "W1", buyer: #"{"member":"\#(filler)"}"#).body
            let lines = (1...1_000).map { #"{"line_id":"\#($0)","amount":\#($0)}"# }
            let many = Order(id: "W2", lines: "[\(lines.joined(separator: ","))]").body
            let answers = try mall.send([
                .init(id: "evt-1", body: long, secret: mall.shop.webhookSecret),
                .init(id: "evt-2", body: many, secret: mall.shop.webhookSecret),
            ])
            #expect(answers.map(\.status) == [413, 202])
            #expect(answers[0].code == "body_too_large")
        }
    }

    @Test func `a repeat changes nothing and another content is a conflict`() throws {
        try withMall { mall, merit in
            let body = Order(id: "W1", attribution: mall.token(1001)).body
            let other = Order(id: "W1", version: 2, attribution: mall.token(1002)).body
            let spaced = body.replacing(",\"version\"", with: " , \"version\"")
            let answers = try ["evt-1", "evt-1", "evt-1"].enumerated().map { place, id in
                try mall.send(id, [body, body, spaced][place])
            }
            #expect(answers.map(\.status) == [202, 200, 200])
            #expect(answers[1].json["duplicate"]?.isTrue == true)
            let conflict = try mall.send("evt-1", other)
            #expect(conflict.status == 409 && conflict.code == "webhook_id_conflict")
            #expect(try merit.entries(atLeast: 1).count == 1)
            try merit.stop()
            let again = try RunningMerit(merit.directory)
            let later = Mall(inbound: again.inbound, shop: mall.shop)
            #expect(try later.send("evt-1", body).status == 200, "known for ever")
            #expect(try merit.directory.entries().map { $0["staff"]?.number } == [1001])
        }
    }

    /// A body, and `POINTER CODE` of a fault that the answer must name.
    static let faulty: [[String]] = [
        [#"{"type":"order.paid""#, ""],
        [#"[]"#, ""],
        [line(#"{"line_id":"1","amount":-1}"#), "/lines/0/amount"],
        [line(#"{"line_id":"1","amount":1.5}"#), "/lines/0/amount"],
        [line(#"{"line_id":"1","amount":1e3}"#), "/lines/0/amount"],
        [line(#"{"line_id":"1","amount":9007199254740993}"#), "/lines/0/amount"],
        [line(#"{"line_id":"1","amount":"19900"}"#), "/lines/0/amount"],
        [line(#"{"line_id":"freight","amount":800}"#), "/lines/0/line_id"],
        [
            line(#"{"line_id":"1","amount":1},{"line_id":"1","amount":2}"#),
            "/lines/1/line_id",
        ],
        [line(#"{"line_id":"1","amount":1,"amount":2}"#), "/lines/0/amount"],
        [Order(id: "X", type: "order.lost").body, "/type"],
        [Order(id: "X", currency: "yuan").body, "/currency"],
        [Order(id: "X", freight: "-800").body, "/freight"],
        [Order(id: "X", refund: #"{"refund_id":"R1","amount":1}"#).body, ""],
    ]

    private static func line(_ lines: String) -> String {
        Order(id: "X", lines: "[\(lines)]").body
    }

    @Test func `a malformed body is refused with the place of each fault and kept`() throws {
        try withMall { mall, merit in
            let answers = try mall.send(
                Self.faulty.enumerated().map { place, wish in
                    .init(id: "evt-\(place)", body: wish[0], secret: mall.shop.webhookSecret)
                })
            for (answer, wish) in zip(answers, Self.faulty) {
                #expect(answer.status == 422, "\(wish[0]): \(answer)")
                #expect(
                    answer.faults.contains { $0.hasPrefix(wish[1]) },
                    "\(wish[0]) must name \(wish[1]): \(answer.body)")
            }
            let kept = try merit.settled({ try merit.directory.badRecords() }) {
                $0.count >= Self.faulty.count
            }
            #expect(kept.count == Self.faulty.count, "nothing that was signed is lost")
            #expect(try merit.directory.entries().isEmpty)
        }
    }

    @Test func `all faults of a body come in one answer`() throws {
        try withMall { mall, _ in
            let answer = try mall.send(
                "evt-1", Order(id: "", version: -1, currency: "x", freight: "1.5").body)
            let places = Set(answer.faults.map { $0.prefix { $0 != " " } })
            #expect(
                places.isSuperset(of: ["/order_id", "/version", "/currency", "/freight"]),
                "\(answer.body)")
        }
    }

    @Test func `an order keeps its currency`() throws {
        try withMall { mall, merit in
            #expect(try mall.send("evt-1", Order(id: "W1").body).status == 202)
            _ = try merit.entries(atLeast: 1)
            let other = try mall.send("evt-2", Order(id: "W1", version: 2, currency: "USD").body)
            #expect(other.status == 422, "\(other)")
            #expect(other.body.contains("currency"))
            #expect(try merit.settled(merit.directory.badRecords) { $0.count == 1 }.count == 1)
        }
    }

    @Test func `a bad record is mended and replayed`() throws {
        try withMall { mall, merit in
            let bad = Order(
                id: "W1", lines: #"[{"line_id":"1","amount":-5}]"#, attribution: mall.token(1003))
            #expect(try mall.send("evt-1", bad.body).status == 422)
            let record = try merit.settled(merit.directory.badRecords) { !$0.isEmpty }[0]
            let number = String(record["record"]?.number ?? 0)
            let shown = try merit.directory.must("bad-record", "show", number).output
            #expect(shown.contains("/lines/0/amount") && shown.contains(#""amount":-5"#))
            let mended = bad.body.replacing("-5", with: "500")
            let replay = try merit.directory.run("bad-record", "replay", number, "-", input: mended)
            #expect(replay.code == 0, "\(replay.transcript)")
            let entries = try merit.entries(atLeast: 1)
            #expect(entries.map { $0["staff"]?.number } == [1003])
            #expect(entries.map { $0["amount"]?.number } == [500])
            #expect(try merit.directory.badRecords().isEmpty)
            let again = try merit.directory.run("bad-record", "replay", number, "-", input: mended)
            #expect(again.code == 1, "it was dealt with: \(again.transcript)")
        }
    }

    private func withMall(_ test: (Mall, RunningMerit) throws -> Void) throws {
        let folder = try TemporaryFolder("webhooks")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        try test(Mall(inbound: merit.inbound, shop: shop), merit)
    }
}

extension Mall {
    /// The `attribution` of an order that a person's link brought.
    fileprivate func token(_ staff: Int) -> String { #"{"token":"\#(shop.token(staff))"}"# }
}

extension MeritDirectory {
    /// What nobody has dealt with.
    fileprivate func badRecords() throws -> [JSONValue] {
        let list = try json("bad-record", "list")
        return list.elements.isEmpty ? list["items"]?.elements ?? [] : list.elements
    }
}
