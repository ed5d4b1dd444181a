import Foundation
import MeritJSON
import ProcessFixture
import Testing

/// The snippets of `Schemas/snippets/`, run as customers run them.
@Suite(.enabled(if: Chromium.program != nil, Chromium.notTested))
struct SnippetTests {
    /// A mall with pages, its origin `mall.example` on the list.
    private struct Scene {
        let pages: MallPages
        let directory: MeritDirectory
        let merit: RunningMerit
        let shop: Shopfront
        let mall: Mall

        init(_ folder: TemporaryFolder) throws {
            pages = try MallPages()
            let hosts = Chromium.names.map { [port = pages.port] in "http://\($0):\(port)" }
            directory = MeritDirectory(
                in: folder,
                settings: [
                    "MERIT_COLLECTOR_DESTINATION_HOSTS": "mall.example,"
                        + hosts.joined(separator: ","),
                    "MERIT_COLLECTOR_ORIGINS": pages.origin("mall.example"),
                    "MERIT_COLLECTOR_MINI_PROGRAMS": "wx0123456789abcdef",
                ])
            merit = try RunningMerit(directory)
            shop = try Shopfront(directory)
            mall = Mall(inbound: merit.inbound, shop: shop)
            try folder.write(Self.policy, to: "views.yaml")
            try directory.must("policy", "publish", folder["views.yaml"])
            pages.open(sendingTo: merit.collector, secret: shop.identitySecret)
        }

        /// Views count beside clicks here, so that proofs list them.
        private static let policy = """
            policy: views
            effective_from: 2020-01-01T00:00:00+08:00
            judging_instant: order_paid
            credit_base: goods
            rules:
              - { name: on order, from: order_param, window: 30d }
              - { name: shared, from: touches, window: 7d, model: last_touch,
                  kinds: [link_click, page_view, miniprogram_open] }
              - { name: store, from: house }
            """

        /// What staff member 1001 shares of a page of ours.
        func address(of page: String, at host: String) throws -> String {
            let link = try directory.must(
                "link", "create", "--kind", "h5", "--channel", "wecom-chat", "--destination",
                "\(pages.origin(host))/\(page)")
            let token = try directory.must(
                "token", "sign", "--staff", "1001", "--link", link.line)
            return "\(merit.collector)/r/\(token.line)"
        }
    }

    @Test func `a staff member's link opened in a browser ends in that person's credit`() throws {
        let folder = try TemporaryFolder("browser-story")
        let scene = try Scene(folder)
        let address = try scene.address(of: "first.html", at: "mall.example")
        let token = String(address.suffix(30))
        let browser = try Chromium(opening: address)
        // With the login the former view comes again, with its time.
        for (page, count) in [("first", 1), ("second", 1), ("login", 2)] {
            let told = try scene.pages.next { $0["page"]?.text == page }
            // A page goes on only from there.
            try #require(told["status"]?.number == 202, "\(told.line)")
            #expect(told.at("body", "recorded")?.number == count, "\(told.line)")
            #expect(told.at("body", "notes")?.elements.isEmpty == true, "\(told.line)")
        }
        let attribution = try scene.pages.order()
        #expect(attribution.token == token)
        #expect(attribution.clickID?.utf8.count == 20)
        #expect(attribution.visitor?.utf8.count == 22)

        let named = Order(id: "W1", attribution: attribution.json)
        #expect(try scene.mall.send("evt-1", named.body).status == 202)
        // Without the token: the views told whose browser it is, and whose click it was.
        let known = Order(id: "W2", buyer: MallPages.customer)
        #expect(try scene.mall.send("evt-2", known.body).status == 202)
        let entries = try scene.merit.entries(atLeast: 2)
        #expect(entries.map { $0["staff"]?.number } == [1001, 1001])
        try expectProofs(scene.directory)
        withExtendedLifetime(browser) {}
    }

    private func expectProofs(_ directory: MeritDirectory) throws {
        let named = try directory.proof("W1").rule("on order")
        #expect(named?["outcome"]?.text == "won")
        #expect(named?["candidates"]?.elements.first?["note"]?.isNull == true, "the click counts")
        let known = try directory.proof("W2").rule("shared")
        #expect(known?["outcome"]?.text == "won")
        let kinds = known?["candidates"]?.elements.compactMap { $0["kind"]?.text }.sorted()
        // One for each page and one for the login. How long each was looked at was told under the
        // event id of its view.
        #expect(
            kinds == ["link_click", "page_view", "page_view", "page_view"], "\(known?.line ?? "")")
        let readable = try directory.must("explain", "W1").output
        #expect(readable.contains("Wang Fang"), "\(readable)")
        let report = try directory.staffReport()
        #expect(report.figure("orders", of: 1001) == 2)
        #expect(report.figure("net", of: 1001) == 2 * 19_900)
        #expect(report.differences == [0])
    }

    @Test func `a page of an origin that is not listed records nothing`() throws {
        let folder = try TemporaryFolder("browser-stranger")
        let scene = try Scene(folder)
        let address = try scene.address(of: "first.html", at: "stranger.example")
        let browser = try Chromium(opening: address)
        let told = try scene.pages.next { $0["page"]?.text == "first" }
        #expect(told["status"]?.number == 0, "the browser may not read the answer: \(told.line)")
        #expect(try scene.pages.order().visitor != nil, "the snippet ran")
        let order = Order(id: "S1", buyer: MallPages.customer)
        #expect(try scene.mall.send("evt-1", order.body).status == 202)
        #expect(try scene.merit.entries(atLeast: 1).map { $0["staff"]?.number } == [0])
        let candidates = try scene.directory.proof("S1").rule("shared")?["candidates"]
        #expect(candidates?.elements.isEmpty == true, "nobody told whose click it was")
        withExtendedLifetime(browser) {}
    }

    @Test func `a mini-program's open ends in that person's credit`() throws {
        let folder = try TemporaryFolder("browser-mini-program")
        let scene = try Scene(folder)
        let token = scene.shop.token(1002)
        let origin = scene.pages.origin("mall.example")
        let browser = try Chromium(opening: "\(origin)/miniprogram.html?\(token)")
        let first = try scene.pages.next { $0["failed"] != nil }.at("failed", "data")
        let again = try scene.pages.next { $0["relayed"] != nil }.at("relayed", "data")
        #expect(first == again, "the same touches after a failure")
        let open = again?["touches"]?.elements.first
        #expect(open?["kind"]?.text == "miniprogram_open")
        #expect(open?["page"]?.text == "pages/goods/detail")
        let answer = try scene.pages.next { $0["status"] != nil }
        #expect(answer["status"]?.number == 202, "\(answer.line)")
        #expect(answer.at("body", "recorded")?.number == 1, "\(answer.line)")
        // To the payment and back, twice, is no other open, and tells how long it was.
        for _ in 0..<2 {
            let back = try scene.pages.next { $0["relayed"] != nil }
                .at("relayed", "data", "touches")?.elements
            #expect(back?.map { $0["event_id"] } == [open?["event_id"]])
            #expect(back?.first?["dwell_ms"]?.number ?? .max < 31 * 60 * 1_000)
        }
        let later = try scene.pages.next { $0["relayed"] != nil }
            .at("relayed", "data", "touches")?.elements
        #expect(later?.count == 1 && later?.first?["event_id"] != open?["event_id"])
        let visitor = try scene.pages.next { $0["kept"] != nil }.at("kept", "merit.visitor")?.text
        let attribution = try scene.pages.order()
        #expect(attribution == .init(token: token, clickID: nil, visitor: visitor))

        let order = Order(id: "M1", buyer: attribution.buyer)
        #expect(try scene.mall.send("evt-1", order.body).status == 202)
        #expect(try scene.merit.entries(atLeast: 1).map { $0["staff"]?.number } == [1002])
        let opens = try scene.directory.proof("M1").rule("shared")?["candidates"]?.elements
        #expect(opens?.map { $0["kind"]?.text } == ["miniprogram_open", "miniprogram_open"])
        withExtendedLifetime(browser) {}
    }
}
