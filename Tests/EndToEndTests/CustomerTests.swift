import MeritJSON
import ProcessFixture
import Testing

/// Orders without a token: whose customer it is comes from views and signed identities.
struct CustomerTests {
    @Test func `a signed identity joins the browser and the buyer`() throws {
        let folder = try TemporaryFolder("identity")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let browser = Browser(collector: merit.collector)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let first = try browser.click(shop.token(1001))
        let second = try browser.click(
            shop.token(1002), headers: ["Cookie: mv=\(first.visitor ?? "")"])
        #expect(second.visitor == nil, "the browser keeps the visitor it has")
        let identity = try mall.identity(
            ["unionid": .string("o6_bmjrPTlm6_2sgVt7hMZOPfL2M")], clickID: second.clickID)
        let answer = try browser.views(
            view("v-1", shop.token(1002), second.clickID, first.visitor, identity))
        #expect(answer.status == 202, "\(answer.body)")
        let recorded = try JSONValue(text: answer.body)
        #expect(recorded["recorded"]?.number == 1)
        #expect(recorded["rejected"]?.elements.isEmpty == true, "\(answer.body)")
        #expect(recorded["notes"]?.elements.isEmpty == true, "\(answer.body)")
        #expect(answer.headers["access-control-allow-origin"] == "https://mall.example")

        let order = Order(id: "C1", buyer: #"{"unionid":"o6_bmjrPTlm6_2sgVt7hMZOPfL2M"}"#)
        #expect(try mall.send("evt-1", order.body).status == 202)
        let entries = try merit.entries(atLeast: 1)
        #expect(entries.map { $0["staff"]?.number } == [1002], "the last touch wins")
        #expect(entries.first?["rule"]?.text == "shared")
        let stranger = Order(id: "C2", buyer: #"{"unionid":"oSomebodyElse0000000000000000"}"#)
        #expect(try mall.send("evt-2", stranger.body).status == 202)
        #expect(try merit.entries(atLeast: 2).last?["staff"]?.number == 0)
    }

    @Test func `a false identity names nobody and the view is kept`() throws {
        let folder = try TemporaryFolder("false-identity")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let browser = Browser(collector: merit.collector)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let click = try browser.click(shop.token(1001))
        let wrongKey = "misec_" + String(repeating: "A", count: 43) + "="
        let forged = try mall.identity(
            ["unionid": .string("oVictim0000000000000000000000")], clickID: click.clickID,
            secret: wrongKey)
        let answer = try browser.views(
            view("v-1", shop.token(1001), click.clickID, click.visitor, forged))
        #expect(answer.status == 202)
        let recorded = try JSONValue(text: answer.body)
        #expect(recorded["recorded"]?.number == 1)
        let note = recorded["notes"]?.elements.first
        #expect(note?["code"]?.text == "identity_refused", "\(answer.body)")
        let order = Order(id: "F1", buyer: #"{"unionid":"oVictim0000000000000000000000"}"#)
        #expect(try mall.send("evt-1", order.body).status == 202)
        #expect(try merit.entries(atLeast: 1).first?["staff"]?.number == 0)
    }

    @Test func `strangers' pages and other kinds of touches say nothing`() throws {
        let folder = try TemporaryFolder("strangers")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let browser = Browser(collector: merit.collector)
        let body = view("v-1", shop.token(1001), nil, nil, nil)
        #expect(try browser.views(body, origin: "https://evil.example").status == 403)
        let contact = body.replacing("page_view", with: "contact_added")
        let answer = try browser.views(contact)
        let rejected = try JSONValue(text: answer.body)["rejected"]?.elements.first
        #expect(rejected?["code"]?.text == "kind_not_allowed", "\(answer.body)")
    }

    private func view(
        _ id: String, _ token: String, _ click: String?, _ visitor: String?, _ identity: String?
    ) -> String {
        var touch: JSONObject = [
            "event_id": .string(id), "kind": .string("page_view"), "token": .string(token),
            "page": .string("/p/1"), "dwell_ms": .integer(5_200),
        ]
        if let click { _ = touch.append("click_id", .string(click)) }
        if let visitor { _ = touch.append("visitor", .string(visitor)) }
        if let identity { _ = touch.append("identity", .string(identity)) }
        return JSONValue.object(["touches": .array([.object(touch)])]).line
    }
}
