import MeritCore
import MeritJSON
import Testing

@testable import MeritOrders

@Suite struct OrderEventFaultTests {
    /// body · the value put there (empty: taken out) · the faults told
    @Test(
        "one wrong value is one fault with its pointer",
        arguments: [
            ("/type", "\"order.shipped\"", "/type not_allowed"),
            ("/type", "7", "/type wrong_type"), ("/type", "", "/type missing"),
            ("/shop", "\"other\"", "/shop wrong_shop"), ("/shop", "", "/shop missing"),
            ("/shop", "\"Mall\"", "/shop bad_format"),
            ("/order_id", "", "/order_id missing"), ("/order_id", "\"\"", "/order_id bad_format"),
            ("/order_id", "1001", "/order_id wrong_type"),
            ("/order_id", "\"a b\"", "/order_id bad_format"),
            ("/order_id", "null", "/order_id wrong_type"),
            ("/version", "", "/version missing"), ("/version", "-1", "/version negative"),
            ("/version", "1.5", "/version not_an_integer"),
            ("/version", "\"2\"", "/version wrong_type"),
            ("/version", "9007199254740993", "/version too_large"),
            ("/occurred_at", "", "/occurred_at missing"),
            ("/occurred_at", "1732154400", "/occurred_at wrong_type"),
            ("/occurred_at", "\"2026-11-21T10:00:00\"", "/occurred_at bad_format"),
            ("/occurred_at", "\"2026-11-21 10:00:00+08:00\"", "/occurred_at bad_format"),
            ("/occurred_at", "\"2026-02-29T10:00:00Z\"", "/occurred_at bad_format"),
            ("/occurred_at", "\"0001-01-01T00:00:00Z\"", "/occurred_at too_small"),
            ("/occurred_at", "\"1999-12-31T23:59:59.999Z\"", "/occurred_at too_small"),
            ("/occurred_at", "\"2000-01-01T07:59:59+08:00\"", "/occurred_at too_small"),
            ("/occurred_at", "\"2101-01-01T00:00:00Z\"", "/occurred_at too_large"),
            ("/created_at", "\"1970-01-01T00:00:00Z\"", "/created_at too_small"),
            ("/paid_at", "\"9999-12-31T23:59:59Z\"", "/paid_at too_large"),
            ("/completed_at", "\"2100-12-31T23:59:59-01:00\"", "/completed_at too_large"),
            ("/currency", "", "/currency missing"),
            ("/currency", "\"cny\"", "/currency bad_format"),
            ("/currency", "\"¥\"", "/currency bad_format"),
            ("/created_at", "", "/created_at missing"),
            ("/created_at", "null", "/created_at wrong_type"),
            ("/paid_at", "\"yesterday\"", "/paid_at bad_format"),
            ("/completed_at", "0", "/completed_at wrong_type"),
            ("/store", "\"\"", "/store bad_format"), ("/store", "{}", "/store wrong_type"),
            ("/lines", "{}", "/lines wrong_type"), ("/lines/0", "null", "/lines/0 wrong_type"),
            ("/lines/0/line_id", "", "/lines/0/line_id missing"),
            ("/lines/0/line_id", "1", "/lines/0/line_id wrong_type"),
            ("/lines/0/line_id", "\"freight\"", "/lines/0/line_id not_allowed"),
            ("/lines/1/line_id", "\"1\"", "/lines/1/line_id repeated"),
            ("/lines/0/amount", "", "/lines/0/amount missing"),
            ("/lines/0/amount", "-1", "/lines/0/amount negative"),
            ("/lines/0/amount", "199.00", "/lines/0/amount not_an_integer"),
            ("/lines/0/amount", "1e2", "/lines/0/amount not_an_integer"),
            ("/lines/0/amount", "9007199254740993", "/lines/0/amount too_large"),
            ("/lines/0/amount", "99999999999999999999", "/lines/0/amount too_large"),
            ("/lines/0/amount", "\"19900\"", "/lines/0/amount wrong_type"),
            ("/lines/0/quantity", "0.5", "/lines/0/quantity not_an_integer"),
            ("/lines/0/category", "\"\"", "/lines/0/category bad_format"),
            ("/lines/0/category", "\"a\\nb\"", "/lines/0/category bad_format"),
            ("/lines/0/sku", "[]", "/lines/0/sku wrong_type"),
            ("/lines/0/amount", "9007199254740992", "/freight too_large"),
            ("/lines/1/amount", "9007199254721093", "/lines too_large"),
            ("/freight", "9007199254721093", "/freight too_large"),
            ("/freight", "-5", "/freight negative"), ("/freight", "true", "/freight wrong_type"),
            ("/buyer", "[]", "/buyer wrong_type"),
            ("/buyer/phone", "13812345678", "/buyer/phone wrong_type"),
            ("/buyer/unionid", "\"a b\"", "/buyer/unionid malformed_id"),
            ("/attribution", "\"good\"", "/attribution wrong_type"),
            ("/attribution/token", "1", "/attribution/token wrong_type"),
            ("/attribution/assigned_staff", "0", "/attribution/assigned_staff too_small"),
            ("/attribution/assigned_staff", "16777216", "/attribution/assigned_staff too_large"),
            ("/attribution/assigned_staff", "\"1\"", "/attribution/assigned_staff wrong_type"),
            ("/refund", "{\"refund_id\":\"R1\",\"amount\":1}", "/refund not_allowed"),
        ])
    func ofPaid(pointer: String, value: String, fault: String) throws {
        let body = try OrderDocument.edited(OrderDocument.paid, pointer, value)
        #expect(try OrderDocument.faults(body) == [fault])
    }

    @Test(
        "one wrong value in a refund is one fault with its pointer",
        arguments: [
            ("/refund", "", "/refund missing"), ("/refund", "null", "/refund wrong_type"),
            ("/refund", "5000", "/refund wrong_type"),
            ("/refund/refund_id", "", "/refund/refund_id missing"),
            ("/refund/amount", "5000", "/refund/amount contradiction"),
            ("/refund/lines/0/line_id", "\"freight\"", "/refund/lines/0/line_id not_allowed"),
            ("/refund/lines/0/amount", "-5", "/refund/lines/0/amount negative"),
            ("/refund/lines/0/amount", "", "/refund/lines/0/amount missing"),
            ("/refund/freight", "0.1", "/refund/freight not_an_integer"),
            ("/refund", "{\"refund_id\":\"R1\"}", "/refund/amount missing"),
            ("/refund", "{\"refund_id\":\"R1\",\"amount\":null}", "/refund/amount missing"),
            ("/refund", "{\"refund_id\":\"R1\",\"amount\":-1}", "/refund/amount negative"),
            (
                "/refund/lines",
                "[{\"line_id\":\"1\",\"amount\":1},{\"line_id\":\"1\",\"amount\":2}]",
                "/refund/lines/1/line_id repeated"
            ),
            ("/lines", "[{\"line_id\":\"1\"}]", "/lines/0/amount missing"),
            ("/created_at", "\"soon\"", "/created_at bad_format"),
        ])
    func ofRefunded(pointer: String, value: String, fault: String) throws {
        let body = try OrderDocument.edited(OrderDocument.refunded, pointer, value)
        #expect(try OrderDocument.faults(body) == [fault])
    }

    @Test("all faults are told at once, in the order of the description")
    func allAtOnce() throws {
        let body = """
            {"type":"order.payed","shop":"other","version":1.5,"occurred_at":"now",
             "currency":"RMB ","created_at":null,"paid_at":1,"store":"",
             "lines":[{"line_id":"freight","amount":-1},
             {"line_id":"a","amount":"5"},{"line_id":"a"},7],"freight":-0.5,
             "attribution":{"token":{},"click_id":[],"assigned_staff":0},
             "buyer":{"phone":138,"member":"M 1"},"refund":{"lines":{},"amount":1}}
            """
        #expect(
            try OrderDocument.faults(body) == [
                "/type not_allowed", "/shop wrong_shop", "/order_id missing",
                "/version not_an_integer", "/occurred_at bad_format", "/currency bad_format",
                "/paid_at wrong_type", "/store bad_format",
                "/lines/0/line_id not_allowed", "/lines/0/amount negative",
                "/lines/1/amount wrong_type", "/lines/2/amount missing", "/lines/3 wrong_type",
                "/lines/2/line_id repeated", "/freight not_an_integer",
                "/attribution/token wrong_type", "/attribution/click_id wrong_type",
                "/attribution/assigned_staff too_small", "/buyer/phone wrong_type",
                "/buyer/member malformed_id", "/refund/refund_id missing",
                "/refund/lines wrong_type", "/refund/amount contradiction",
            ])
    }

    @Test("text that is no JSON is one fault where it breaks")
    func syntax() throws {
        #expect(try OrderDocument.faults("") == [" unexpected_end"])
        #expect(try OrderDocument.faults("[]") == [" wrong_type"])
        #expect(
            try OrderDocument.faults("{\"lines\":[{\"amount\":01}]}") == [
                "/lines/0/amount invalid_number"
            ])
        #expect(
            try OrderDocument.faults("{\"shop\":\"mall\",\"shop\":\"mall\"}") == [
                "/shop duplicate_member"
            ])
        let long = OrderDocument.paid + String(repeating: " ", count: 256 * 1_024)
        #expect(try OrderDocument.faults(long) == [" too_many_bytes"])
    }

    @Test(
        "the first and the last moment and the greatest total are accepted",
        arguments: [
            ("/occurred_at", "\"2000-01-01T00:00:00Z\""),
            ("/created_at", "\"2000-01-01T08:00:00+08:00\""),
            ("/paid_at", "\"2100-12-31T23:59:59.999Z\""),
            ("/completed_at", "\"2101-01-01T07:59:59+08:00\""),
            ("/freight", "9007199254721092"), ("/lines/1/amount", "9007199254720292"),
        ])
    func atTheEdge(pointer: String, value: String) throws {
        let body = try OrderDocument.edited(OrderDocument.paid, pointer, value)
        #expect(try OrderDocument.faults(body) == [])
    }

    @Test("a total that no 64 bits hold is one fault")
    func hugeTotal() throws {
        let lines = (0..<1_000).map { "{\"line_id\":\"\($0)\",\"amount\":9007199254740992}" }
        let body = try OrderDocument.edited(
            OrderDocument.paid, "/lines", "[\(lines.joined(separator: ","))]")
        #expect(try OrderDocument.faults(body) == ["/lines too_large"])
    }

    @Test("a thousand lines are accepted, one more is a single fault")
    func lineLimit() throws {
        for (count, faults) in [(1_000, []), (1_001, ["/lines too_long"])] {
            let lines = (0..<count).map { "{\"line_id\":\"\($0)\",\"amount\":9007199254740}" }
            let body = try OrderDocument.edited(
                OrderDocument.paid, "/lines", "[\(lines.joined(separator: ","))]")
            #expect(try OrderDocument.faults(body) == faults)
        }
    }

    @Test("the least event of each type is accepted")
    func leastEvents() throws {
        let head =
            "\"shop\":\"mall\",\"order_id\":\"A\",\"version\":0,"
            + "\"occurred_at\":\"2026-11-21T10:00:00.123456Z\",\"currency\":\"CNY\""
        let created = ",\"created_at\":\"2026-11-21T10:00:00-08:00\""
        for (type, rest) in [
            ("created", created), ("paid", created), ("completed", created), ("cancelled", ""),
            ("refunded", ",\"refund\":{\"refund_id\":\"R\",\"amount\":1}"),
        ] {
            let body = "{\"type\":\"order.\(type)\",\(head)\(rest)}"
            #expect(try OrderDocument.faults(body) == [])
        }
    }

    @Test("faults repeat nothing that a buyer gave")
    func noPersonalData() throws {
        var body = OrderDocument.paid
        for kind in ["unionid", "openid", "external_userid", "phone", "member", "visitor"] {
            body = try OrderDocument.edited(body, "/buyer/\(kind)", "\"secret person 13812345678\"")
        }
        let faults = try OrderDocument.refusals(body)
        #expect(faults.count >= 5)
        #expect(faults.allSatisfy { !$0.message.contains("secret") })
        #expect(faults.allSatisfy { !$0.message.contains("138") })
    }

    @Test("every truncation is refused, and no changed byte is more than a refusal")
    func hostileBytes() throws {
        let parser = try OrderDocument.parser()
        let body = Array(OrderDocument.paid.utf8)
        for count in body.indices {
            #expect(throws: JSONFaults.self) {
                try parser.webhook(
                    body[..<count], event: OrderDocument.event, shop: OrderDocument.shop)
            }
        }
        var random = SeededGenerator()
        let note = random.description
        for _ in 0..<2_000 {
            var changed = body
            for _ in 0...Int.random(in: 0...2, using: &random) {
                let place = Int.random(in: body.indices, using: &random)
                changed[place] = UInt8.random(in: .min ... .max, using: &random)
            }
            let event = try? parser.webhook(
                changed[...], event: OrderDocument.event, shop: OrderDocument.shop)
            let lines = event?.lines.value ?? []
            #expect(lines.allSatisfy { MinorAmount.zero...(.statedMax) ~= $0.amount }, "\(note)")
            #expect(Set(lines.map(\.line)).count == lines.count, "\(note)")
        }
    }
}
