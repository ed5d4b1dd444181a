import Foundation
import MeritAttribution
import MeritCore
import MeritJournal
import MeritStore
import MeritWorker
import SeededRandom
import Testing

/// What holds for every history, whatever its numbers.
struct HistoryTests {
    private static func histories(_ count: Int, _ offset: UInt64) -> [History] {
        print("histories: \(count) from seed \(OracleTests.seed &+ offset)")
        return (0..<UInt64(count)).map {
            HistoryMaker.history(seed: OracleTests.seed &+ offset &+ $0)
        }
    }

    @Test func `a store computed anew is the same, and every decision is judged the same again`()
        async throws
    {
        for history in Self.histories(60, 1 << 32) {
            let pipeline = try Pipeline()
            try await pipeline.play(history)
            let anew = try Store.create(folder: pipeline.folder.appending(path: "anew").path)
            defer { anew.close() }
            _ = try Rebuild.fill(anew, from: try pipeline.disk)
            #expect(try pipeline.rowDigest() == anew.rowDigest(), "seed \(history.seed)")
            let entries = try anew.entries(period: nil, after: 0, limit: 1_000_000)
            #expect(try pipeline.entries() == entries, "seed \(history.seed)")
            var redecision = try Redecision(store: pipeline.store, disk: try pipeline.disk)
            let report = try redecision.run()
            #expect(report.differences.isEmpty, "seed \(history.seed)")
        }
    }

    @Test func `facts within their limits end in the same sums in any order, told any often`()
        async throws
    {
        for history in Self.histories(60, 1 << 33) {
            var random = SplitMix(seed: history.seed)
            let timely = history.timely
            let plain = try await OracleTests.answer(to: timely)
            for _ in 0..<2 {
                let shuffled = timely.shuffled(using: &random)
                let answer = try await OracleTests.answer(to: shuffled)
                let differences = answer.differences(from: plain)
                #expect(answer.sums == plain.sums, "seed \(history.seed): \(differences)")
            }
        }
    }
}

extension Pipeline {
    func rowDigest() throws -> Digest { try store.rowDigest() }
}

// MARK: Permutations

extension History {
    /// This history without what has its place in the journal or comes too late: the ground, the
    /// policies with no limit of time, clicks, then everything else that tells something.
    fileprivate var timely: History {
        let ground = steps.filter { $0.act.isGround }
        let directory = steps.filter { $0.recordedAt == HistoryMaker.opened && !$0.act.isGround }
            .compactMap(\.withoutLimit)
        let clicks = steps.filter {
            if case .click = $0.act { true } else { false }
        }
        return with(ground + directory + clicks + movable + [settle])
    }

    /// Facts that may come in any order, each once.
    private var movable: [Step] {
        var known: Set<String> = []
        return steps.filter { step in
            guard case .fact(let fact) = step.act, !step.act.keepsPlace else { return false }
            return fact.names.allSatisfy { known.insert($0).inserted }
        }
    }

    private var settle: Step {
        let end = steps.map(\.recordedAt).max() ?? HistoryMaker.opened
        return Step(recordedAt: end.advanced(by: .hours(1)), act: .settle)
    }

    /// What may come in any order in another one, some of it repeated, settled now and then.
    fileprivate func shuffled(using random: inout SplitMix) -> History {
        let moving = steps.filter { $0.act.isMovable }
        var shuffled: [Step] = []
        for step in (moving + moving.prefix(moving.count / 3)).shuffled(using: &random) {
            shuffled.append(step)
            if random.happens(20) { shuffled.append(settle) }
        }
        let ground = steps.filter { !$0.act.isMovable }.dropLast()
        return with(ground + shuffled + [settle])
    }
}

extension History.Act {
    fileprivate var isMovable: Bool {
        guard case .fact = self else { return false }
        return !keepsPlace
    }
}

extension History.Step {
    /// A policy that judges again for ever; nil for what is no first row of the directory.
    fileprivate var withoutLimit: History.Step? {
        guard case .fact(let fact) = act else { return nil }
        guard let published = fact as? PolicyPublished else { return self }
        guard let policy = try? Policy(document: published.document) else { return nil }
        let patient = Policy(
            id: policy.id, effectiveFrom: policy.effectiveFrom,
            judgingInstant: policy.judgingInstant, booking: policy.booking,
            creditBase: policy.creditBase, excludedCategories: policy.excludedCategories,
            selfPurchase: policy.selfPurchase, crossStore: policy.crossStore,
            leaver: policy.leaver, rejudgeFor: .days(1_000), relation: policy.relation,
            rules: policy.rules)
        let document = PolicyPublished(document: patient.document, actor: .system)
        return History.Step(recordedAt: recordedAt, act: .fact(document))
    }
}

extension Fact {
    /// What makes another fact a repetition of this one.
    fileprivate var names: [String] {
        switch self {
        case let event as OrderEvent: ["order \(event.order.shop) \(event.event)"]
        case let touch as ImportedTouch: ["touch \(touch.event)"]
        case let view as BeaconTouch: ["view \(view.event)"]
        case let handOver as HandOver: ["hand-over \(handOver.event)"]
        case let contact as ContactChanged:
            ["contact \(contact.event)"] + (contact.id.isEmpty ? [] : ["\(contact.id)"])
        default: []
        }
    }
}
