import Foundation
import ProcessFixture
import Testing

/// What stands on the service's standard error while customers and strangers send what they like.
struct LogTests {
    @Test func `no token, identifier, query or body stands in the log`() throws {
        let folder = try TemporaryFolder("log")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let key = try directory.must("api-key", "create", "--name", "bi", "--scope", "reports").line
        let secrets = try disturb(merit, shop, key: key)
        try merit.stop()
        let log = try String(contentsOfFile: directory.log, encoding: .utf8)
        #expect(log.contains("info"), "there is a log: \(log)")
        for secret in secrets { #expect(!log.contains(secret), "\(secret) stands in \(log)") }
        // One line per event: when, how grave, and values by name.
        for line in log.split(separator: "\n") {
            #expect(line.contains(/^\S+ (info|notice|warning|error|critical) merit:/), "\(line)")
        }
    }

    /// Sends what must not be repeated; returns it.
    private func disturb(
        _ merit: RunningMerit, _ shop: Shopfront, key: String
    ) throws -> [String] {
        let browser = Browser(collector: merit.collector)
        let good = shop.token(1001)
        let forged = String(good.dropLast()) + (good.hasSuffix("1") ? "2" : "1")
        for token in [good, forged, "short-13812345678"] {
            _ = try browser.ask("/r/\(token)?phone=13712345678", headers: ["Cookie: mv=secretmv"])
        }
        _ = try browser.views(#"{"touches":[{"event_id":"13612345678"}]}"#)
        _ = try browser.ask("/v1/views?13512345678", body: "{")
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let buyer = #"{"phone":"13812345678","unionid":"oSecretUnion00000000000001"}"#
        _ = try mall.send("evt-13912345678", Order(id: "L1", buyer: buyer).body)
        _ = try mall.send("evt-2", Order(id: "L2", lines: "[{}]", buyer: buyer).body)
        _ = try mall.send("evt-3", Order(id: "L2", buyer: #"{"phone":13812345678}"#).body)
        let api = Browser(collector: merit.api)
        for path in ["/v1/orders?order=13412345678", "/v1/head?x=13412345678", "/13312345678"] {
            _ = try api.ask(path, headers: ["Authorization: Bearer \(key)"])
        }
        _ = try api.ask("/v1/head", headers: ["Authorization: Bearer mk_secret_nonsense"])
        return [
            good, forged, key, "secretmv", "oSecretUnion", "mk_", "nonsense", "evt-",
            shop.webhookSecret, shop.identitySecret,
        ] + (3...9).map { "13\($0)12345678" }
    }
}
