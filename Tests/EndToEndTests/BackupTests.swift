import MeritJSON
import ProcessFixture
import Testing

struct BackupTests {
    @Test func `a backup taken in the middle of traffic holds all that was acknowledged`() throws {
        let folder = try TemporaryFolder("backup")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let traffic = try Traffic(shop)
        try traffic.start(merit)
        try traffic.wait(forAnswers: 60)
        let known = traffic.seen
        let before = try directory.ledger().output
        let copied = try directory.run("backup", folder["copy"], "--keys", folder["keys.json"])
        #expect(copied.code == 0, "\(copied.transcript)")
        try traffic.wait(forAnswers: 20)
        merit.kill()
        try traffic.finishRound()
        let restored = MeritDirectory(path: folder["restored"])
        try restored.must("restore", folder["copy"], "--keys", folder["keys.json"])
        #expect(try restored.run("verify").code == 0)
        // What was posted before is there byte for byte; what was still to be judged is judged
        // there.
        #expect(try restored.ledger().output.hasPrefix(before))
        let again = try RunningMerit(restored)
        let lost = try Evidence(directory: restored).lost(
            known.clicks, orders: known.orderIDs, round: 1)
        #expect(lost.count == 0, "\(lost)")
        try again.stop()
    }

    @Test func `a restored backup has the same ledger and the same keys`() throws {
        let folder = try TemporaryFolder("restore")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let body = Order(id: "B1", attribution: #"{"token":"\#(shop.token(1001))"}"#).body
        #expect(try mall.send("evt-1", body).status == 202)
        _ = try merit.entries(atLeast: 1)
        try directory.must("backup", folder["copy"], "--keys", folder["keys.json"])
        let ledger = try directory.ledger().outputBytes
        let restored = MeritDirectory(path: folder["restored"])
        try restored.must("restore", folder["copy"], "--keys", folder["keys.json"])
        #expect(try restored.ledger().outputBytes == ledger)
        let elsewhere = try RunningMerit(restored)
        let click = try Browser(collector: elsewhere.collector).click(shop.token(1001))
        #expect(click.clickID != nil, "links that are out go on working")
        let mallElsewhere = Mall(inbound: elsewhere.inbound, shop: shop)
        #expect(try mallElsewhere.send("evt-1", body).status == 200)
        #expect(try directory.run("backup", folder["copy"]).code == 1, "a backup is never replaced")
        let without = MeritDirectory(path: folder["without-keys"])
        try without.must("restore", folder["copy"])
        let refused = try without.run("link", "list")
        #expect(refused.code == 1, "\(refused.transcript)")
        #expect(refused.errors.contains("keys.json"), "\(refused.errors)")
    }
}
