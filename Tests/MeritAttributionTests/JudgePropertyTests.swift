import MeritCore
import MeritOrders
import SeededRandom
import Testing

@testable import MeritAttribution

@Suite struct JudgePropertyTests {
    // MARK: Any order of what is told

    @Test func `a judgement does not depend on the order in which events are handed over`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<200 {
            var scenario = try RandomScenario(&random).scenario()
            let decision = try scenario.decision()
            let history = try scenario.history()
            scenario.touches.shuffle(using: &random)
            scenario.handOvers.shuffle(using: &random)
            scenario.deletions.shuffle(using: &random)
            scenario.purchases.shuffle(using: &random)
            #expect(try scenario.decision() == decision, "seed \(seed)")
            #expect(try scenario.history() == history, "seed \(seed)")
        }
    }

    @Test func `credits told without their proof are the same`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<200 {
            let scenario = try RandomScenario(&random).scenario()
            let (proof, credits) = (try scenario.decision(), try scenario.decision(.credits))
            #expect(proof.shares == credits.shares, "seed \(seed)")
            #expect(proof.rule == credits.rule, "seed \(seed)")
            #expect(proof.bound == credits.bound, "seed \(seed)")
            #expect(credits.candidates.isEmpty && credits.examined == .none)
        }
    }

    // MARK: Candidates and shares

    @Test func `weights are positive, and a candidate is accepted if and only if it has weight`()
        throws
    {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        var split = 0
        for _ in 0..<400 {
            let scenario = try RandomScenario(&random).scenario()
            let decision = try scenario.decision()
            #expect(decision.shares.allSatisfy { $0.weight > 0 }, "seed \(seed)")
            let payees = decision.shares.map(\.payee)
            #expect(payees == Set(payees).sorted(), "seed \(seed)")
            let accepted = decision.candidates.filter { $0.rejection == nil }
            let winner = try scenario.policy(of: decision).rules.firstIndex {
                $0.name == decision.rule
            }
            let isHouse = decision.rule == "store"
            #expect(
                Set(accepted.compactMap { $0.payee ?? $0.staff })
                    == (decision.rule == nil || isHouse ? [] : Set(payees)), "seed \(seed)")
            #expect(accepted.allSatisfy { Int($0.rule) == winner }, "seed \(seed)")
            if decision.rule == nil { #expect(payees == [.unattributed], "seed \(seed)") }
            if payees.count > 1 { split += 1 }
        }
        #expect(split > 20, "the histories split credit; seed \(seed)")
    }

    @Test func `rules behind the one that won are listed under lower precedence, all of them`()
        throws
    {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        for _ in 0..<200 {
            let scenario = try RandomScenario(&random).scenario()
            let decision = try scenario.decision()
            let winner = try scenario.policy(of: decision).rules.firstIndex {
                $0.name == decision.rule
            }
            for candidate in decision.candidates {
                let isBehind = winner.map { Int(candidate.rule) > $0 } ?? false
                #expect((candidate.rejection == .lowerPrecedence) == isBehind, "seed \(seed)")
            }
        }
    }

    // MARK: What a decision rests on

    /// A directory whose rows are all different from what they were can change a decision only if
    /// the decision examined one of them.
    @Test func `a change of what was not examined changes no decision`() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix(seed: seed)
        var changed = 0
        for _ in 0..<800 {
            var scenario = try RandomScenario(&random).scenario()
            let before = try scenario.decision()
            let change = try DirectoryChange.random(&random)
            scenario.rows.append(change.row)
            let after = try scenario.decision()
            let touched = change.isExamined(before.examined)
            let isSame =
                before.shares == after.shares && before.rule == after.rule
                && before.candidates == after.candidates && before.bound == after.bound
            #expect(isSame || touched, "seed \(seed): \(change.row)")
            if !isSame { changed += 1 }
        }
        #expect(changed > 20, "the changes change something; seed \(seed)")
    }

    // MARK: Too many candidates

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

/// A random row of the directory, recorded after the others.
private struct RandomRow {
    let row: DirectoryChange
    let isExamined: (Decision.Examined) -> Bool
}

extension DirectoryChange {
    fileprivate static func random(_ random: inout SplitMix) throws -> RandomRow {
        func pick(_ words: [String]) -> String { words.randomElement(using: &random) ?? "" }
        if random.happens(30) {
            let words = [
                pick(["south", "north", "shoes", "east"]), pick(["china", "south"]),
                pick(["S1", "S2", "S9"]),
            ]
            let row = TestDirectory.department(
                words[0], parent: words[1], store: random.happens(50) ? words[2] : nil,
                from: try Scenario.time(pick(["T-50d", "T-1d", "T+1d"])))
            let code = DepartmentCode(unchecked: words[0])
            guard case .department(let told) = row else { throw Scenario.Undecided() }
            return RandomRow(row: row) { examined in
                examined.departments.contains(code)
                    || told.store.map(examined.stores.contains) ?? false
            }
        }
        let number = pick(["1001", "1002", "1005", "1006", "1007", "2001", "9001", "9005", "4444"])
        let department = pick(["south", "north", "shoes", "east"])
        let words =
            [number, department, "holds", pick(["T-50d", "T-1d", "T+1d"])]
            + pick(["", "left T-2d", "successor 1002", "left T-1h successor 1001", "alias u1"])
            .split(separator: " ").map(String.init) + (number < "9" ? [] : ["house"])
        let staff = try Scenario.staff(number)
        return RandomRow(row: try StaffWords(words).row) { examined in
            examined.staff.contains(staff)
                || number >= "9"
                    && examined.departments.contains(DepartmentCode(unchecked: department))
        }
    }
}
