import MeritJSON
import ProcessFixture
import Testing

/// The job from end to end: a signed link is clicked, an order is posted, somebody is credited,
/// finance reads the report.
struct MainStoryTests {
    @Test func `a click and an order with its token credit the right person and tie out`() throws {
        let folder = try TemporaryFolder("story")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let click = try Browser(collector: merit.collector).click(shop.token(1001))
        expectRedirect(click, shop.token(1001))

        let mall = Mall(inbound: merit.inbound, shop: shop)
        let order = Order(
            id: "A1001", attribution: attribution(shop.token(1001), click.clickID), store: "SH-001")
        let answer = try mall.send("evt-1", order.body)
        #expect(answer.status == 202 && answer.json["accepted"]?.isTrue == true, "\(answer)")

        let entries = try merit.entries(atLeast: 1)
        #expect(entries.count == 1)
        #expect(entries.first?["staff"]?.number == 1001)
        #expect(entries.first?["amount"]?.number == 19_900)
        #expect(entries.first?["kind"]?.text == "credit")
        try expectReport(directory)
        try expectProof(directory)
        try expectBooksHold(directory, merit)
    }

    private func attribution(_ token: String, _ click: String?) -> String {
        #"{"token":"\#(token)","click_id":"\#(click ?? "")"}"#
    }

    private func expectRedirect(_ click: Browser.Answer, _ token: String) {
        #expect(click.status == 302)
        #expect(click.location.hasPrefix("https://mall.example/p/1?"), "\(click.location)")
        #expect(click.location.contains("from=wecom"))
        #expect(click.token == token)
        #expect(click.clickID?.utf8.count == 20, "\(click.location)")
        #expect(click.visitor?.utf8.count == 22)
        let cookie = click.headers["set-cookie"] ?? ""
        for attribute in ["Secure", "HttpOnly", "SameSite=Lax", "Path=/"] {
            #expect(cookie.contains(attribute), "\(cookie)")
        }
        #expect(click.headers["cache-control"] == "no-store")
    }

    private func expectReport(_ directory: MeritDirectory) throws {
        let report = try directory.staffReport()
        #expect(report.figure("clicks_human", of: 1001) == 1)
        #expect(report.figure("visitors", of: 1001) == 1)
        #expect(report.figure("orders", of: 1001) == 1)
        #expect(report.figure("credit", of: 1001) == 19_900)
        #expect(report.figure("net", of: 1001) == 19_900)
        #expect(report.figure("net") == 19_900)
        #expect(report.differences == [0])
    }

    private func expectProof(_ directory: MeritDirectory) throws {
        let proof = try directory.proof("A1001")
        #expect(proof.at("decision", "rule")?.text == "on order", "\(proof.line)")
        let winner = proof.rule("on order")
        #expect(winner?["outcome"]?.text == "won")
        let candidate = winner?["candidates"]?.elements.first
        #expect(candidate?["accepted"]?.isTrue == true)
        #expect(candidate?["note"]?.isNull == true, "the click id counts: \(proof.line)")
        let readable = try directory.must("explain", "A1001").output
        #expect(readable.contains("Wang Fang") && readable.contains("on order"), "\(readable)")
    }

    /// The chain by a program of its own, the checks of Merit, and the ledger after a rebuild.
    private func expectBooksHold(_ directory: MeritDirectory, _ merit: RunningMerit) throws {
        let ledger = try directory.ledger().outputBytes
        let hash = try directory.entries().last?["hash"]?.text ?? ""
        #expect(try directory.recomputedChain() == "1 \(hash)")
        #expect(try directory.run("verify").code == 0)
        try merit.stop()
        #expect(try directory.run("verify").code == 0)
        try directory.must("rebuild")
        #expect(try directory.ledger().outputBytes == ledger)
        #expect(try directory.run("verify").code == 0)
    }

    @Test func `a refund takes back what it refunds and nothing else`() throws {
        let folder = try TemporaryFolder("refund")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let token = #"{"token":"\#(shop.token(1002))"}"#
        #expect(try mall.send("evt-1", Order(id: "B1", attribution: token).body).status == 202)
        _ = try merit.entries(atLeast: 1)
        let refund = Order(
            id: "B1", type: "order.refunded", version: 2, createdIn: 3,
            refund: #"{"refund_id":"R1","lines":[{"line_id":"1","amount":5000}],"freight":0}"#)
        #expect(try mall.send("evt-2", refund.body).status == 202)

        let entries = try merit.entries(atLeast: 2)
        #expect(entries.map { $0["kind"]?.text } == ["credit", "reversal"])
        #expect(entries.map { $0["amount"]?.number } == [19_900, -5_000])
        #expect(entries.allSatisfy { $0["staff"]?.number == 1002 })
        let report = try directory.staffReport()
        #expect(report.figure("reversals", of: 1002) == -5_000)
        #expect(report.figure("net", of: 1002) == 14_900)
        #expect(report.differences == [0])
        let cancelled = Order(id: "B1", type: "order.cancelled", version: 3, createdIn: 4)
        #expect(try mall.send("evt-3", cancelled.body).status == 202)
        #expect(try merit.entries(atLeast: 3).compactMap { $0["amount"]?.number }.reduce(0, +) == 0)
        #expect(try directory.run("verify").code == 0)
    }

    @Test func `an order that names nobody is unattributed and still ties out`() throws {
        let folder = try TemporaryFolder("nobody")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        #expect(try mall.send("evt-1", Order(id: "N1").body).status == 202)
        #expect(try mall.send("evt-2", Order(id: "N2", store: "SH-001").body).status == 202)
        let entries = try merit.entries(atLeast: 2)
        #expect(Set(entries.compactMap { $0["staff"]?.number }) == [0, 1900])
        let report = try directory.staffReport()
        #expect(report.figure("net", of: 0) == 19_900)
        #expect(report.figure("net", of: 1900) == 19_900, "the house account of the store")
        #expect(report.differences == [0])
    }
}
