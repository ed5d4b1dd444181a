import MeritCore
import MeritOrders
import SeededRandom
import Testing

@testable import MeritAttribution

@Suite struct JudgePropertyTests {
    /// Random facts around T: many equal instants, many misses.
    private func scenario(_ random: inout SplitMix) throws -> Scenario {
        let times = ["T", "T+1ms", "T-1h", "T-1d", "T-7d", "T-7d+1ms", "T-30d", "T-31d"]
        let kinds = ["link_click", "page_view", "contact_added", "first_message"]
        let claims = ["1001/7", "1002/7", "1003/7", "1001/9", "2001/8", "4444/7", "1001/77"]
        let extras = ["", "", "", "bot", "imported", "issued -3", "retired_key"]
        var lines = ["created \(times.randomElement(using: &random) ?? "T")"]
        if Bool.random(using: &random) { lines.append("store S1") }
        if Bool.random(using: &random) { lines.append("proof touch") }
        if Bool.random(using: &random) {
            lines.append("token \(claims.randomElement(using: &random) ?? "")")
        }
        for index in 0..<Int.random(in: 0...12, using: &random) {
            let words = [times, kinds.map(\.self), claims, extras]
                .map { $0.randomElement(using: &random) ?? "" }
            lines.append("t\(index) \(words[1]) \(words[0]) \(words[2]) \(words[3])")
        }
        if Bool.random(using: &random) { lines.append("click t0") }
        return try Scenario(lines.joined(separator: "\n"))
    }

    @Test func `a judgement does not depend on the order in which touches are handed over`() throws
    {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<500 {
            var scenario = try scenario(&random)
            let decision = try scenario.decision()
            scenario.touches.shuffle(using: &random)
            #expect(try scenario.decision() == decision, "seed \(seed)")
        }
    }

    /// The rule `touches` written a second time, as one sentence: the latest of those that count.
    @Test func `the last eligible touch wins, and only by the rules before it another`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        let listed: Set<TouchKind> = [.linkClick, .miniprogramOpen, .contactAdded]
        for _ in 0..<500 {
            let scenario = try scenario(&random)
            let decision = try scenario.decision()
            let bench = Bench(
                subject: try scenario.judgingCase(), directory: TestDirectory.full,
                policy: scenario.rules(), createdAt: scenario.createdAt,
                judgedAt: Scenario.paidAt)
            let counting = scenario.touches.map(\.touch).filter { touch in
                listed.contains(touch.kind) && bench.verdictRejection(of: touch) == nil
                    && touch.at <= Scenario.paidAt
                    && touch.at > Scenario.paidAt.advanced(by: .days(-7))
            }
            let last = counting.sorted(by: CaseTouch.isEarlier).last
            switch decision.rule {
            case "on order": #expect(scenario.token != nil || scenario.click != nil)
            case "shared": #expect(decision.shares.map(\.payee) == [last?.staff], "seed \(seed)")
            default: #expect(last == nil, "seed \(seed)")
            }
        }
    }

    @Test func `a proof keeps the winner and the latest where there are too many`() throws {
        let before = (0..<300).map { "t\($0) link_click T-1d+\($0)ms 1001/7" }
        let after = (0..<300).map { "u\($0) link_click T+\($0 + 1)ms 1002/7" }
        let scenario = try Scenario((before + after).joined(separator: "\n"))
        let decision = try scenario.decision()
        #expect(decision.candidates.count == Decision.candidatesMax)
        #expect(decision.candidatesOmitted == 400)
        let accepted = decision.candidates.filter { $0.rejection == nil }
        #expect(accepted.map(\.id) == [Array("t299".utf8)])
        #expect(decision.candidates.last?.id == Array("u299".utf8))
        #expect(decision.candidates.filter { $0.staff?.value == 1001 }.count == 1)
    }

    @Test func `a proof keeps the nearest miss where there are too many`() throws {
        let after = (0..<300).map { "u\($0) link_click T+\($0 + 1)ms 1002/7" }
        let scenario = try Scenario(
            (["m link_click T-8d 1001/7"] + after).joined(separator: "\n"))
        #expect(try scenario.outcome() == "nobody: last touch 8 d before, window 7 d")
        #expect(try scenario.decision().candidates.count == Decision.candidatesMax)
    }
}
