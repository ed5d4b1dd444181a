import MeritCore
import SeededRandom
import Testing

@testable import MeritAttribution

/// Promises of relations over random histories.
@Suite struct RelationPropertyTests {
    /// Every instant of the histories, and the ones beside it.
    private func history(
        _ scenario: Scenario
    ) throws -> RelationHistory {
        try #require(
            relationHistory(of: try scenario.judgingCase(), directory: scenario.directory()))
    }

    @Test func `one customer never has two guides, and who is guide is told by the events`() throws
    {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        var guides = 0
        for _ in 0..<400 {
            let history = try history(RandomScenario(&random).scenario())
            var guide: StaffNumber?
            for step in history.steps {
                switch step.effect {
                case .bound: guide = step.staff
                case .renewed: #expect(guide == step.staff, "seed \(seed)")
                case .replaced(let former):
                    #expect(guide == former && former != step.staff, "seed \(seed)")
                    guide = step.staff
                case .moved(let former):
                    #expect(guide == former, "seed \(seed)")
                    guide = step.staff
                case .ended:
                    #expect(guide == step.staff, "seed \(seed)")
                    guide = nil
                case .protectedByOther: #expect(guide != step.staff, "seed \(seed)")
                case .none: break
                }
            }
            if let bound = history.bound {
                #expect(bound.guide == guide, "seed \(seed)")
                guides += 1
            }
        }
        #expect(guides > 80, "the histories bind customers; seed \(seed)")
    }

    @Test func `steps rise by time, and of one moment by cause`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<200 {
            let steps = try history(RandomScenario(&random).scenario()).steps
            for (left, right) in zip(steps, steps.dropFirst()) {
                #expect(
                    (left.at, left.rank) <= (right.at, right.rank), "seed \(seed)")
            }
            #expect(steps.allSatisfy { $0.at <= Scenario.paidAt }, "seed \(seed)")
        }
    }

    @Test func `a renewal never shortens validity or protection`() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        func lasting() -> Lasting {
            random.happens(20) ? .permanent : .length(.hours(.random(in: 0...100, using: &random)))
        }
        func terms() -> RelationTerms {
            RelationTerms(
                bindOn: [.purchase], validity: lasting(), protection: lasting(), renew: .onAny,
                capture: .never)
        }
        func isShorter(_ after: Timestamp?, _ before: Timestamp?) -> Bool {
            guard let after else { return false }
            guard let before else { return true }
            return after < before
        }
        let guide = StaffNumber(unchecked: 1001)
        for _ in 0..<2_000 {
            var relation = Relation(guide: guide, since: Scenario.paidAt, terms())
            for hour in 1...5 {
                let before = relation
                let renewal = terms()
                let moment = Scenario.paidAt.advanced(by: .hours(Int64(hour)))
                relation.renew(at: moment, renewal)
                #expect(!isShorter(relation.validUntil, before.validUntil), "seed \(seed)")
                #expect(!isShorter(relation.protectedUntil, before.protectedUntil), "seed \(seed)")
                #expect(
                    !isShorter(relation.validUntil, renewal.validity.end(from: moment)),
                    "seed \(seed)")
                #expect(relation.guide == guide && relation.since == Scenario.paidAt)
            }
        }
    }

    /// The rules of a relation once more, as sentences, over events that are sorted outright.
    @Test func `it agrees with the rule read sentence by sentence`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<800 {
            let lines = RandomScenario(&random)
            let scenario = try lines.scenario()
            let literal = LiteralRelation(
                subject: try scenario.judgingCase(), directory: scenario.directory())
            #expect(
                try history(scenario).bound == literal.bound(),
                "seed \(seed): \(lines.lines.joined(separator: "; "))")
        }
    }
}

extension RelationHistory.Step {
    fileprivate var rank: Int {
        switch cause {
        case .touch: 0
        case .handOver: 1
        case .deletion: 2
        case .purchase: 3
        }
    }
}
