import CoreMetrics
import DoorFixture
import HummingbirdTesting
import Logging
import Synchronization
import Testing

/// What operators read and count of order webhooks.
struct InboundLogTests {
    /// Keeps every line of every level.
    private struct Kept: LogHandler {
        final class Lines: Sendable {
            private let lines = Mutex<[String]>([])
            var text: String { lines.withLock { $0.joined(separator: "\n") } }
            func add(_ line: String) { lines.withLock { $0.append(line) } }
        }

        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            lines.add("\(event.level) \(event.message) \(all)")
        }
    }

    @Test func `the log says what became of an event and nothing of what it says`() async throws {
        let door = try await Door.make()
        let lines = Kept.Lines()
        let logger = Logger(label: "test") { _ in Kept(lines: lines) }
        try await Mall.sending(to: door, over: .live, logger: logger) {
            (mall: Mall) async throws in
            let id = "evt-13912345678"
            #expect(try await mall.send(Mall.body("A-13812345678"), id: id).status == 202)
            #expect(try await mall.send(Mall.body("A-13812345678"), id: id).status == 200)
            #expect(try await mall.send(Mall.body("A-other"), id: id).status == 409)
            let bad = Mall.body("A-bad", ["currency": #""oSecretUnion""#])
            #expect(try await mall.send(bad, id: "evt-bad").status == 422)
        }
        door.close()
        #expect(lines.text.contains("info order event"))
        #expect(lines.text.contains("repeated") && lines.text.contains("mall"))
        for secret in [
            "13812345678", "13912345678", "oSecretUnion", "A-other", "o6abcdefgh", "evt-bad",
        ] {
            #expect(!lines.text.contains(secret), "\(secret): \(lines.text)")
        }
    }

    /// Sums by outcome and code.
    private final class Sums: MetricsFactory, Sendable {
        let sums = Mutex<[String: Int64]>([:])

        private final class Cell: CounterHandler {
            let name: String
            let sums: Sums
            init(_ name: String, _ sums: Sums) {
                self.name = name
                self.sums = sums
            }
            func increment(by amount: Int64) {
                sums.sums.withLock { $0[name, default: 0] += amount }
            }
            func reset() {}
        }

        func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
            Cell(dimensions.map(\.1).joined(), self)
        }
        func makeRecorder(
            label: String, dimensions: [(String, String)], aggregate: Bool
        ) -> any RecorderHandler { NOOPMetricsHandler.instance }
        func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
            NOOPMetricsHandler.instance
        }
        func destroyCounter(_ handler: any CounterHandler) {}
        func destroyRecorder(_ handler: any RecorderHandler) {}
        func destroyTimer(_ handler: any TimerHandler) {}
    }

    @Test func `every order webhook is counted once, by what became of it`() async throws {
        let door = try await Door.make()
        let sums = Sums()
        try await Mall.sending(to: door, metrics: sums) { (mall: Mall) async throws in
            for body in [Mall.body(), Mall.body(), Mall.body("A1001", ["freight": "801"])] {
                _ = try await mall.send(body)
            }
            var unsigned = Mall.Signing()
            unsigned.signature = "v1,AAAA"
            _ = try await mall.send(Mall.body(), unsigned)
        }
        door.close()
        #expect(
            sums.sums.withLock { $0 } == [
                "accepted": 1, "repeated": 1, "refused": 2, "webhook_id_conflict": 1,
                "webhook_signature_bad": 1,
            ])
    }
}
