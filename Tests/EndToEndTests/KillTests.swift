import MeritJSON
import ProcessFixture
import Testing

/// `kill -9` in the middle of traffic.
struct KillTests {
    static let kills = 50

    @Test func `fifty kills in the middle of traffic lose nothing that was acknowledged`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("kills: seed \(seed)")
        var random = SeededRandom(seed)
        let folder = try TemporaryFolder("kills")
        let directory = MeritDirectory(in: folder)
        var merit = try RunningMerit(directory)
        let shop = try Shopfront(directory)
        let traffic = try Traffic(shop)
        for _ in 1...Self.kills {
            try traffic.start(merit)
            try traffic.wait(forAnswers: Int.random(in: 5...60, using: &random))
            merit.kill()
            try traffic.finishRound()
            merit = try RunningMerit(directory)
        }
        let seen = traffic.seen
        let lost = try Evidence(directory: directory).lost(
            seen.clicks, orders: seen.orderIDs, round: 1)
        print(
            "kills: \(Self.kills), clicks \(seen.clicks.count) of \(seen.clicksSent) acknowledged, "
                + "orders \(seen.orders.count) acknowledged, lost \(lost.count)")
        #expect(lost.clicks.isEmpty && lost.orders.isEmpty, "seed \(seed): \(lost)")
        expectSaneAnswers(seen)
        try merit.stop()
        try expectEverythingOnce(seen, directory)
    }

    private func expectSaneAnswers(_ seen: Traffic.Seen) {
        #expect(seen.broken.isEmpty)
        #expect(seen.unrecorded == 0)
        #expect(seen.acceptedTwice.isEmpty)
        #expect(Set(seen.clicks.map(\.id)).count == seen.clicks.count, "a click id is given once")
    }

    /// The books after all of it: every order once with its amount, clicks neither lost nor
    /// doubled.
    private func expectEverythingOnce(_ seen: Traffic.Seen, _ directory: MeritDirectory) throws {
        var amounts: [String: [Int]] = [:]
        for entry in try directory.entries() {
            amounts[entry["order_id"]?.text ?? "", default: []].append(entry["amount"]?.number ?? 0)
        }
        for (order, amount) in seen.orders {
            #expect(amounts[order] == [amount], "\(order)")
        }
        let report = try directory.staffReport()
        let counted = report.figure("clicks_raw")
        #expect((seen.clicks.count...seen.clicksSent).contains(counted), "\(counted) clicks")
        #expect(report.differences == [0])
        #expect(try directory.run("verify").code == 0)
        let ledger = try directory.ledger().outputBytes
        try directory.must("rebuild")
        #expect(try directory.ledger().outputBytes == ledger)
        let last = try directory.entries().last
        let chain = "\(last?["number"]?.number ?? 0) \(last?["hash"]?.text ?? "")"
        #expect(try directory.recomputedChain() == chain)
    }
}

/// Random numbers that a seed repeats (splitmix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = (state ^ (state >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
