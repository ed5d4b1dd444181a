import MeritJSON
import ProcessFixture
import Testing

/// What Prometheus sees of a running service.
struct MetricsTests {
    @Test func `figures follow clicks, orders and the worker`() throws {
        let folder = try TemporaryFolder("metrics")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let key = try directory.must("api-key", "create", "--name", "prom", "--scope", "metrics")
        let before = try read(merit, key.line)
        expectWellFormed(before)
        try trade(merit, shop)
        _ = try merit.entries(atLeast: 1)
        let after = try read(merit, key.line)
        func grew(_ name: String, _ labels: [String: String] = [:]) -> Double? {
            guard let now = after.value(name, labels), let then = before.value(name, labels) else {
                return nil
            }
            return now - then
        }
        #expect(grew("merit_collector_redirects_total", ["outcome": "recorded"]) == 3)
        #expect(grew("merit_collector_redirects_total", ["outcome": "rejected"]) == 2)
        #expect(grew("merit_collector_token_rejections_total", ["rejection": "forged"]) == 1)
        #expect(grew("merit_collector_token_rejections_total", ["rejection": "malformed"]) == 1)
        #expect(grew("merit_inbound_order_events_total", ["outcome": "accepted"]) == 1)
        #expect(grew("merit_inbound_order_events_total", ["outcome": "repeated"]) == 1)
        #expect(grew("merit_inbound_order_events_total", ["outcome": "refused"]) == 2)
        #expect(grew("merit_inbound_refusals_total", ["code": "webhook_signature_bad"]) == 1)
        #expect(grew("merit_inbound_refusals_total", ["code": "body_invalid"]) == 1)
        #expect(grew("merit_store_bad_records") == 1)
        // Clicks, the order, the bad record, the decision, the posting.
        #expect((grew("merit_journal_records_total") ?? 0) >= 7)
        #expect((grew("merit_journal_sync_seconds_count") ?? 0) >= 4)
        #expect((grew("merit_journal_sync_seconds_sum") ?? 0) > 0)
        #expect(
            grew("merit_journal_batch_records_sum") == grew("merit_journal_records_total"))
        #expect((grew("merit_worker_applied_sequence") ?? 0) >= 6)
        #expect(after.value("merit_worker_pending_judgements") == 0)
        #expect(after.value("merit_journal_state", ["state": "writing"]) == 1)
        #expect(after.value("merit_process_part_ready") == 4)
    }

    /// Three clicks that count and two that do not, an order twice, one of a stranger, a bad one.
    private func trade(_ merit: RunningMerit, _ shop: Shopfront) throws {
        let browser = Browser(collector: merit.collector)
        for staff in Shopfront.people { _ = try browser.click(shop.token(staff)) }
        let good = shop.token(1001)
        _ = try browser.click(String(good.dropLast()) + (good.hasSuffix("1") ? "2" : "1"))
        _ = try browser.click("short")
        let mall = Mall(inbound: merit.inbound, shop: shop)
        let order = Order(id: "M1", attribution: #"{"token":"\#(good)"}"#).body
        #expect(try mall.send("evt-1", order).status == 202)
        #expect(try mall.send("evt-1", order).status == 200)
        let foreign = "whsec_" + String(repeating: "A", count: 43) + "="
        #expect(
            try mall.send([.init(id: "evt-2", body: order, secret: foreign)]).map(\.status)
                == [401])
        #expect(try mall.send("evt-3", "{}").status == 422)
    }

    @Test func `only a key for metrics, or the administrator's, reads them`() throws {
        let folder = try TemporaryFolder("metrics-keys")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        for (scope, status) in [("metrics", 200), ("admin", 200), ("reports", 403)] {
            let key = try directory.must("api-key", "create", "--name", scope, "--scope", scope)
            #expect(try ask(merit, key.line).status == status, "\(scope)")
        }
        #expect(try Browser(collector: merit.api).ask("/metrics").status == 401)
        #expect(try Browser(collector: merit.collector).ask("/metrics").status == 404)
        #expect(try Browser(collector: merit.inbound).ask("/metrics").status == 404)
        let owner = try Shell.must(
            "curl",
            [
                "-sS", "--unix-socket", directory.controlSocket, "http://localhost/metrics",
            ])
        #expect(owner.output.contains("\nmerit_journal_durable_sequence "))
    }

    @Test func `figures are of the moment they are asked for`() throws {
        let folder = try TemporaryFolder("metrics-now")
        let directory = MeritDirectory(in: folder)
        let merit = try RunningMerit(directory)
        let key = try directory.must("api-key", "create", "--name", "p", "--scope", "metrics").line
        // Far more often than the once a second that event loops tell their counts by themselves.
        for count in 1...10 {
            _ = try Browser(collector: merit.collector).click("short")
            let told = try ask(merit, key).body.contains(
                "\nmerit_collector_token_rejections_total{rejection=\"malformed\"} \(count)\n")
            #expect(told, "\(count)")
        }
    }

    private func ask(_ merit: RunningMerit, _ key: String) throws -> Browser.Answer {
        try Browser(collector: merit.api).ask(
            "/metrics", headers: ["Authorization: Bearer \(key)"])
    }

    private func read(_ merit: RunningMerit, _ key: String) throws -> Figures {
        let answer = try ask(merit, key)
        #expect(answer.status == 200, "\(answer)")
        #expect(answer.headers["content-type"] == "text/plain; version=0.0.4; charset=utf-8")
        return try Figures(answer.body)
    }

    /// What a reader of the format relies on, for every family there is.
    private func expectWellFormed(_ figures: Figures) {
        #expect(!figures.samples.isEmpty)
        for sample in figures.samples {
            #expect(!sample.help.isEmpty, "\(sample.family) has no help")
            #expect(["counter", "gauge", "histogram"].contains(sample.type), "\(sample.family)")
            #expect(!sample.name.isEmpty && !sample.value.isNaN, "\(sample)")
        }
        let histograms = Set(figures.samples.filter { $0.type == "histogram" }.map(\.family))
        #expect(
            histograms == [
                "merit_journal_batch_bytes", "merit_journal_batch_records",
                "merit_journal_sync_seconds",
            ])
        for family in histograms {
            let buckets = figures.samples.filter { $0.name == "\(family)_bucket" }
            let counts = buckets.map(\.value)
            #expect(counts == counts.sorted(), "\(family): cumulative")
            #expect(buckets.last?.labels["le"] == "+Inf", "\(family)")
            #expect(buckets.last?.value == figures.value("\(family)_count"), "\(family)")
            #expect(figures.value("\(family)_sum") != nil, "\(family)")
        }
    }
}
