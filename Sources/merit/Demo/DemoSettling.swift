import MeritJSON
import MeritServer

/// Waits until everything that was recorded is applied, judged and posted.
struct DemoSettling {
    let client: ServiceClient

    private static let pause = Duration.milliseconds(250)
    /// Polls in which nothing moved before the books count as settled, and as stuck.
    private static let stillCount = 3
    private static let stuckCount = 480

    private struct Position: Equatable {
        let recorded: Int64
        let applied: Int64
        let entries: Int64
    }

    /// `orders` are those of the demo's shop that are judged and posted last.
    func wait(for orders: [String]) async throws {
        let progress = ProgressLine("judging and posting")
        var last = try await position()
        var still = 0
        while true {
            try await Task.sleep(for: Self.pause)
            let now = try await position()
            still = now == last ? still + 1 : 0
            last = now
            progress.tell("\(now.applied) of \(now.recorded) facts, \(now.entries) entries")
            if still >= Self.stillCount, now.applied == now.recorded, try await areBooked(orders) {
                return progress.finish("\(now.recorded) facts, \(now.entries) ledger entries")
            }
            guard still < Self.stuckCount else {
                throw CommandFailure("the books do not settle: merit head shows where they stand")
            }
        }
    }

    private func position() async throws -> Position {
        let head = try await client.send(.get("head")).json()
        return Position(
            recorded: head["sequence"]?.number ?? 0, applied: head["applied"]?.number ?? 0,
            entries: head["ledger"]?["number"]?.number ?? 0)
    }

    private func areBooked(_ orders: [String]) async throws -> Bool {
        for order in orders {
            let request = ServiceRequest.get("orders", DemoRetailer.shop, order, "proof")
            let proof = try await client.send(request).json()
            guard proof["status"]?.string == "booked", proof["pending"] == nil else {
                return false
            }
        }
        return true
    }
}
