import MeritCore
import MeritIdentity
import MeritJSON
import Testing

@testable import MeritOrders

@Suite struct OrderEventParserTests {
    @Test("a paid order becomes its fact")
    func paid() throws {
        let event = try OrderDocument.parse(OrderDocument.paid)
        #expect(event.order.description == "mall/A1001")
        #expect(event.event == OrderDocument.event)
        #expect(event.type == .paid)
        #expect(event.orderVersion == 2)
        #expect(event.provenance == nil)
        #expect(event.occurredAt.rfc3339 == "2026-11-21T02:00:00.000Z")
        #expect(event.createdAt.value?.rfc3339 == "2026-11-21T01:58:00.000Z")
        #expect(event.paidAt.value?.rfc3339 == "2026-11-21T02:00:00.000Z")
        #expect(event.completedAt == .absent)
        #expect(event.store == .value(StoreCode(unchecked: "SH-001")))
        #expect(event.currency == .renminbi)
        let shoes = OrderLine(
            line: LineID(unchecked: "1"), sku: "X", category: Category(unchecked: "shoes"),
            quantity: 1, amount: MinorAmount(19_900))
        let free = OrderLine(
            line: LineID(unchecked: "2"), sku: nil, category: nil, quantity: nil, amount: .zero)
        #expect(event.lines == .value([shoes, free]))
        #expect(event.freight == .value(MinorAmount(800)))
        #expect(event.token == .value(.verified(OrderDocument.claim, rejection: nil)))
        #expect(event.clickID == .value(.verified(OrderDocument.click)))
        #expect(event.assignedStaff == .value(StaffNumber(unchecked: 1001)))
        #expect(event.refund == nil)
        #expect(event.aliasesIgnored == 0)
        #expect(
            event.buyer.map(\.kind)
                == [.unionid, .openid, .externalUserID, .phone, .member, .visitor])
    }

    @Test("buyers become the hasher's aliases, members within their shop")
    func buyers() throws {
        let event = try OrderDocument.parse(OrderDocument.paid)
        let hasher = try OrderDocument.hasher()
        for (kind, value) in [(AliasKind.phone, "+86 138 1234 5678"), (.member, "M77")] {
            let leaf = try #require(event.buyer.first { $0.kind == kind })
            let outcome = hasher.alias(kind: kind, value: value, shop: OrderDocument.shop)
            #expect(leaf.alias.map { .alias($0) } == outcome, "\(kind)")
        }
    }

    @Test(
        "refunds are of lines, of freight, or of the whole order",
        arguments: [
            (
                "{\"refund_id\":\"R\",\"lines\":[{\"line_id\":\"1\",\"amount\":5}],\"freight\":7}",
                ["1": 5], 7, nil
            ),
            ("{\"refund_id\":\"R\",\"lines\":[],\"amount\":null}", [:], 0, nil),
            ("{\"refund_id\":\"R\",\"freight\":7}", [:], 7, nil),
            ("{\"refund_id\":\"R\",\"amount\":9,\"lines\":null}", [:], 0, 9),
            ("{\"refund_id\":\"R\",\"amount\":0}", [:], 0, 0),
        ] as [(String, [String: Int64], Int64, Int64?)])
    func refunds(refund: String, lines: [String: Int64], freight: Int64, amount: Int64?) throws {
        let body = try OrderDocument.edited(OrderDocument.refunded, "/refund", refund)
        let parsed = try #require(try OrderDocument.parse(body).refund)
        #expect(parsed.refund.value == "R")
        if let amount {
            #expect(parsed.scope == .order(MinorAmount(amount)))
        } else {
            let lineRefunds = lines.map { line, amount in
                Refund.LineRefund(line: LineID(unchecked: line), amount: MinorAmount(amount))
            }
            #expect(parsed.scope == .lines(lineRefunds, freight: MinorAmount(freight)))
        }
    }

    @Test(
        "what a refund or a cancellation repeats of the order is ignored",
        arguments: [OrderDocument.refunded, OrderDocument.cancelled])
    func repeats(body: String) throws {
        let bare = try OrderDocument.parse(body)
        var repeated = body
        for field in ["created_at", "paid_at", "store", "lines", "freight", "buyer", "attribution"]
        {
            let whole = try JSONValue(parsing: Array(OrderDocument.paid.utf8))
            guard case .object(let members) = whole else { break }
            let value = try #require(members[field])
            repeated = try OrderDocument.edited(
                repeated, "/" + field, String(decoding: value.compact, as: UTF8.self))
        }
        #expect(try OrderDocument.parse(repeated) == bare)
        #expect(bare.buyer.isEmpty && bare.lines == .absent && bare.createdAt == .absent)
    }

    @Test("null clears each leaf; what is left out is absent")
    func nulls() throws {
        var body = OrderDocument.paid
        for pointer in [
            "/paid_at", "/completed_at", "/store", "/lines", "/freight", "/buyer/phone",
            "/attribution/token", "/attribution/click_id", "/attribution/assigned_staff",
        ] {
            body = try OrderDocument.edited(body, pointer, "null")
        }
        let event = try OrderDocument.parse(body)
        #expect(event.paidAt == .cleared && event.completedAt == .cleared)
        #expect(event.store == .cleared && event.lines == .cleared && event.freight == .cleared)
        #expect(event.token == .cleared && event.clickID == .cleared)
        #expect(event.assignedStaff == .cleared)
        #expect(event.buyer.contains(OrderEvent.BuyerLeaf(kind: .phone, alias: nil)))

        let cleared = try OrderDocument.edited(
            try OrderDocument.edited(OrderDocument.paid, "/buyer", "null"), "/attribution", "null")
        let none = try OrderDocument.parse(cleared)
        #expect(none.buyer.count == 6 && none.buyer.allSatisfy { $0.alias == nil })
        #expect(none.token == .cleared && none.assignedStaff == .cleared)

        let bare = try OrderDocument.edited(
            try OrderDocument.edited(OrderDocument.paid, "/buyer", ""), "/attribution", "")
        let absent = try OrderDocument.parse(bare)
        #expect(absent.buyer.isEmpty && absent.token == .absent && absent.clickID == .absent)
    }

    @Test("masked, empty and filler identifiers are left out and counted")
    func ignoredAliases() throws {
        var body = OrderDocument.paid
        for (kind, value) in [
            ("phone", "138****5678"), ("unionid", ""), ("member", "null"), ("openid", "undefined"),
            ("visitor", "0"), ("external_userid", "xxxxxx"),
        ] {
            body = try OrderDocument.edited(body, "/buyer/\(kind)", "\"\(value)\"")
        }
        let event = try OrderDocument.parse(body)
        #expect(event.buyer.isEmpty)
        #expect(event.aliasesIgnored == 6)
    }

    @Test("a token that verifies in nothing is evidence, no fault; the click is told which token")
    func evidence() throws {
        let forged = try OrderDocument.edited(OrderDocument.paid, "/attribution/token", "\"bad\"")
        let event = try OrderDocument.parse(forged)
        #expect(event.token == .value(.rejected(.malformed)))
        #expect(event.clickID == .value(.mismatch))
        let unknown = try OrderDocument.edited(OrderDocument.paid, "/attribution/click_id", "\"?\"")
        #expect(try OrderDocument.parse(unknown).clickID == .value(.unknown))
    }

    @Test("members that nobody knows are ignored, on every level")
    func unknownMembers() throws {
        let plain = try OrderDocument.parse(OrderDocument.paid)
        for pointer in ["/remark", "/event_id", "/lines/0/color", "/buyer/qq", "/attribution/x"] {
            let body = try OrderDocument.edited(OrderDocument.paid, pointer, "{\"a\":[1.5]}")
            #expect(try OrderDocument.parse(body) == plain, "\(pointer)")
        }
    }

    @Test("an import line names its event and keeps where it came from")
    func importLines() throws {
        let provenance = ImportProvenance(
            actor: Actor(person: PersonNumber(1), door: .controlSocket), file: .zero, line: 3)
        let parser = try OrderDocument.parser()
        let line = try OrderDocument.edited(OrderDocument.paid, "/event_id", "\"evt_1\"")
        let event = try parser.importLine(
            Array(line.utf8)[...], shop: OrderDocument.shop, provenance: provenance)
        #expect(event.provenance == provenance)
        let webhook = try OrderDocument.parse(OrderDocument.paid)
        #expect(event.event == webhook.event)
        #expect(event.contentDigest == webhook.contentDigest)
        #expect(
            throws: JSONFaults([
                JSONFault(
                    pointer: "/event_id", code: .missing,
                    message: "Required; give a string: \(EventID.rule).")
            ])
        ) {
            try parser.importLine(
                Array(OrderDocument.paid.utf8)[...], shop: OrderDocument.shop,
                provenance: provenance)
        }
    }

    @Test("the fact survives its own coding")
    func coding() throws {
        for body in [
            OrderDocument.paid, OrderDocument.refunded, OrderDocument.refundedWhole,
            OrderDocument.cancelled,
        ] {
            let event = try OrderDocument.parse(body)
            var publicPart = ByteWriter()
            var personalPart = ByteWriter()
            event.writePublic(to: &publicPart)
            event.writePersonal(to: &personalPart)
            let read = try OrderEvent(
                version: OrderEvent.version, publicBody: publicPart.bytes[...],
                personalBody: event.hasPersonalPart ? personalPart.bytes[...] : nil)
            #expect(read == event)
        }
    }
}

@Suite struct OrderEventDigestTests {
    @Test("spelling does not change the digest; content does")
    func content() throws {
        let digest = try OrderDocument.parse(OrderDocument.paid).contentDigest
        let tree = try JSONValue(parsing: Array(OrderDocument.paid.utf8))
        var writer = JSONWriter(.pretty)
        writer.value(tree)
        #expect(try OrderDocument.parse(writer.text).contentDigest == digest)
        let phone = try OrderDocument.edited(
            OrderDocument.paid, "/buyer/phone", "\"+86 138-1234-5678\"")
        #expect(try OrderDocument.parse(phone).contentDigest == digest)
        let changes = [
            ("/lines/0/amount", "19901"), ("/lines/0/sku", "\"Y\""), ("/lines/0/quantity", "2"),
            ("/lines/0/category", ""), ("/lines/1", ""), ("/freight", "null"), ("/freight", ""),
            ("/store", "\"SH-002\""), ("/buyer/phone", "\"13812345679\""), ("/buyer/phone", ""),
            ("/buyer/phone", "null"), ("/attribution/token", "\"bad\""),
            ("/attribution/token", "null"), ("/attribution/click_id", "\"other\""),
            ("/attribution/assigned_staff", "1"), ("/version", "3"),
            ("/occurred_at", "\"2026-11-21T10:00:00.001+08:00\""), ("/type", "\"order.created\""),
            ("/paid_at", ""), ("/order_id", "\"A1002\""), ("/currency", "\"HKD\""),
        ]
        var seen: Set<Digest> = [digest]
        for (pointer, value) in changes {
            let body = try OrderDocument.edited(OrderDocument.paid, pointer, value)
            let other = try OrderDocument.parse(body).contentDigest
            #expect(seen.insert(other).inserted, "\(pointer) \(value)")
        }
    }

    @Test("a repeat is a repeat, also after the token's key was retired")
    func repeats() throws {
        let retired = try OrderDocument.parser { text in
            text == "good"
                ? .verified(OrderDocument.claim, rejection: .retiredKey) : .rejected(.malformed)
        }
        let before = try OrderDocument.parse(OrderDocument.paid)
        let after = try retired.webhook(
            Array(OrderDocument.paid.utf8)[...], event: OrderDocument.event,
            shop: OrderDocument.shop)
        #expect(after.token != before.token)
        #expect(after.contentDigest == before.contentDigest)
    }
}
