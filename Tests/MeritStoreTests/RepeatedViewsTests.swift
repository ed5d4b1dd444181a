import MeritAttribution
import MeritCore
import MeritJournal
import SeededRandom
import Testing

@testable import MeritStore

/// Pages tell a view as often as it takes, in whatever batches and order: it is one touch.
struct RepeatedViewsTests {
    /// What a page tells of one view; the same every time but for how long it was looked at.
    private struct View {
        let event: String
        let staff: StaffNumber
        let aliases: [Alias]
        let kind: TouchKind

        init(_ number: Int, _ random: inout SplitMix) {
            event = "v\(number)"
            staff = random.happens(50) ? Shop.anna : Shop.bert
            kind = random.happens(70) ? .pageView : .miniprogramOpen
            let visitor = Shop.alias(.visitor, UInt64.random(in: 1...40, using: &random))
            let person = Shop.alias(.unionid, UInt64.random(in: 1...20, using: &random))
            aliases = random.happens(30) ? [visitor, person].sorted() : [visitor]
        }

        /// With times that a client made up.
        func told(_ random: inout SplitMix) -> BeaconTouch {
            let claimed = Int64.random(
                in: -60_000_000_000_000...250_000_000_000_000, using: &random)
            return BeaconTouch(
                touchKind: kind, event: EventID(unchecked: event), token: Shop.claim(staff),
                verdict: .human, rejection: nil, click: nil,
                dwell: random.happens(50)
                    ? Milliseconds(Int64.random(in: 0...86_400_000, using: &random)) : nil,
                claimedAt: random.happens(80) ? Timestamp(milliseconds: claimed) : nil,
                personal: BeaconTouch.Personal(
                    aliases: aliases, page: "/p/1", network: nil, userAgent: []))
        }
    }

    /// What a store made of a stream of views.
    private struct Outcome: Equatable {
        let touches: Int
        let traffic: [TrafficRow]
        /// The views that each person's order sees.
        let seen: [Set<String>]
    }

    /// The stream in batches of at most a hundred, then an order of each person.
    private func outcome(
        of stream: [View], _ random: inout SplitMix
    ) throws -> Outcome {
        let folder = try TemporaryFolder()
        let store = try Store.open(folder: folder.store, access: .readWrite)
        var tape = Shop.opening()
        var events: [UInt64: String] = [:]
        for view in stream {
            events[tape.add(view.told(&random), at: Shop.noon).value] = view.event
        }
        let people = (1...20).map { Shop.alias(.unionid, UInt64($0)) }
        for (number, person) in people.enumerated() {
            tape.add(
                Shop.event("e\(number)", of: "O\(number)", at: Shop.minutes(1), buyer: [person]),
                at: Shop.minutes(1))
        }
        let sizes = stream.map { _ in Int.random(in: 1...100, using: &random) }
        for batch in tape.batches(sizes) { _ = try store.apply(batch) }
        let seen = try people.indices.map { number in
            let pending = try #require(try store.pendingJudgement(of: Shop.order("O\(number)")))
            let subject = try store.judgingCase(for: pending, asOf: store.cursor.mark.sequence)
            let touches = try #require(subject).touches
            #expect(touches.allSatisfy { $0.at == Shop.noon }, "the time of receipt counts")
            return Set(touches.map { events[$0.sequence.value] ?? "?" })
        }
        let range = try #require(
            MeritLedgerDays.range(store.directory.calendar, Shop.noon, Shop.noon))
        return Outcome(
            touches: try store.counts().touches,
            traffic: try store.reportFigures([range]).ranges[0].traffic, seen: seen)
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `repeats and permutations of views end in the same touches`(seed: UInt64) throws {
        var random = SplitMix(seed: seed)
        let views = (0..<500).map { View($0, &random) }
        let once = try outcome(of: views, &random)
        #expect(once.touches == views.count, "seed \(seed)")
        let repeated = views.flatMap { view in
            [View](repeating: view, count: Int.random(in: 1...6, using: &random))
        }
        let stream = repeated.shuffled(using: &random)
        let often = try outcome(of: stream, &random)
        #expect(often == once, "seed \(seed)")
        #expect(once.seen.contains { !$0.isEmpty }, "seed \(seed): nobody saw anything")
    }
}
