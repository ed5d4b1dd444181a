import MeritJSON
import ProcessFixture
import Testing

/// Clicks whose token is not good: the customer lands on the fallback page and nobody is credited.
struct BadTokenTests {
    @Test func `forged, foreign, truncated and retired tokens lead to the fallback page`() throws {
        let folder = try TemporaryFolder("tokens")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let elsewhere = try foreignToken()
        let good = shop.token(1001)
        let bad = [
            forged(good), elsewhere, String(good.dropLast()), good + "0", "x", "..%2f..%2fetc",
        ]
        let browser = Browser(collector: merit.collector)
        for token in bad {
            expectFallback(try browser.click(token), token)
        }
        try directory.must("keys", "rotate")
        #expect(try browser.click(good).clickID != nil, "the former key goes on verifying")
        try directory.must("keys", "retire", "0", "--yes")
        expectFallback(try browser.click(good), "retired")
        let verdict = try directory.run("token", "verify", good, "--json")
        #expect(verdict.code == 1)
        #expect(try JSONValue(text: verdict.output)["rejection"]?.text == "retired_key")
        try expectNobodyIsCredited(bad + [good], merit, shop)
    }

    private func expectNobodyIsCredited(
        _ tokens: [String], _ merit: RunningMerit, _ shop: Shopfront
    ) throws {
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let webhooks = tokens.enumerated().map { place, token in
            Mall.Webhook(
                id: "evt-\(place)",
                body: Order(id: "K\(place)", attribution: #"{"token":"\#(token)"}"#).body,
                secret: shop.webhookSecret)
        }
        #expect(try mall.send(webhooks).map(\.status) == tokens.map { _ in 202 })
        let entries = try merit.entries(atLeast: tokens.count)
        #expect(entries.map { $0["staff"]?.number } == tokens.map { _ in 0 })
        let report = try merit.directory.staffReport()
        #expect(report.figure("net", of: 1001) == 0)
        #expect(report.figure("clicks_human", of: 1001) == 1, "only the one good click")
        #expect(report.differences == [0])
    }

    /// One character of the tag changed.
    private func forged(_ token: String) -> String {
        String(token.dropLast()) + (token.hasSuffix("1") ? "2" : "1")
    }

    /// A token of the same numbers from another company's directory.
    private func foreignToken() throws -> String {
        let folder = try TemporaryFolder("foreign")
        return try Shopfront(MeritDirectory(in: folder)).token(1001)
    }

    private func expectFallback(_ answer: Browser.Answer, _ token: String) {
        #expect(answer.status == 302, "\(token)")
        #expect(answer.location == "https://mall.example/welcome", "\(token)")
        #expect(answer.visitor == nil, "\(token)")
        #expect(answer.headers["cache-control"] == "no-store", "\(token)")
    }

    @Test func `what no navigation asked for gets no click id and no credit`() throws {
        let folder = try TemporaryFolder("embedded")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let answer = try Browser(collector: merit.collector).click(
            shop.token(1001), headers: ["Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"])
        #expect(answer.status == 302)
        #expect(answer.clickID == nil && answer.visitor == nil)
        let report = try merit.settled(directory.staffReport) {
            $0.figure("clicks_raw", of: 1001) == 1
        }
        #expect(report.figure("clicks_raw", of: 1001) == 1)
        #expect(report.figure("clicks_human", of: 1001) == 0)
    }
}
