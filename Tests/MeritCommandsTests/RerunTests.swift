import MeritAttribution
import MeritCore
import Testing

@testable import MeritCommands

/// Judging past orders again by a named policy: proposed by one person, approved by another.
@Suite struct RerunTests {
    private static func withPolicy() -> Ask {
        var ask = Ask.withBooks()
        ask(Ask.policy("p", from: .distantPast))
        return ask
    }

    @Test func `one proposes, another approves`() {
        var ask = Self.withPolicy()
        #expect(ask(Ask.rerun(by: 1))?.result?.number == .rerun(RerunNumber(1)))
        #expect(ask(Ask.rerun(by: 1))?.result?.number == .rerun(RerunNumber(2)))
        #expect(ask(Ask.resolve(rerun: 1, by: 2), at: Ask.days(1))?.changes.count == 1)
        let row = ask.books.reruns[RerunNumber(1)]
        #expect(row?.state == .approved && row?.resolver == PersonNumber(2))
        #expect(row?.from.daysSince1970 == 20_700 && row?.to.daysSince1970 == 20_705)
        #expect(row?.policy.value == "p" && row?.reason == "wrong window")
        #expect(row?.resolvedAt == Ask.days(1) && row?.recordedAt == Ask.noon)
        #expect(ask.books.reruns[RerunNumber(2)]?.state == .open)
    }

    @Test func `of two approvals at once the second is refused`() {
        var ask = Self.withPolicy()
        ask(Ask.rerun(by: 1))
        ask(Ask.resolve(rerun: 1, by: 2))
        for resolution in Resolution.allCases {
            let again = ask(Ask.resolve(rerun: 1, resolution, by: 3))
            #expect(again?.refusal?.code == .rerunClosed)
        }
    }

    @Test func `nobody approves what they proposed, but they may withdraw it`() {
        var ask = Self.withPolicy()
        ask(Ask.rerun(by: 1))
        #expect(ask(Ask.resolve(rerun: 1, by: 1))?.refusal?.code == .samePerson)
        #expect(ask(Ask.resolve(rerun: 1, .declined, by: 1))?.refusal == nil)
        #expect(ask.books.reruns[RerunNumber(1)]?.state == .declined)
    }

    @Test func `who gave the other a key this month cannot approve`() {
        var ask = Self.withPolicy()
        ask(Ask.key(for: 2, by: 1))
        ask(Ask.rerun(by: 1))
        #expect(ask(Ask.resolve(rerun: 1, by: 2))?.refusal?.code == .personRelated)
        #expect(ask(Ask.resolve(rerun: 1, by: 3))?.refusal == nil)
    }

    @Test func `a re-run is of a known policy and of at least one day, by a person`() {
        var ask = Self.withPolicy()
        #expect(ask(Ask.rerun("q", by: 1))?.refusal?.code == .unknownPolicy)
        #expect(ask(Ask.rerun(by: nil))?.refusal?.code == .personRequired)
        #expect(ask(Ask.rerun(days: 20_700...20_700, by: 1))?.refusal == nil)
        let backwards = FactPayload.rerunProposed(
            RerunProposed(
                policy: PolicyID(unchecked: "p"), from: CivilDate(daysSince1970: 20_701),
                to: CivilDate(daysSince1970: 20_700), actor: Ask.actor(1), personal: nil))
        #expect(ask(backwards)?.refusal?.code == .rerunEmpty)
        #expect(ask(Ask.resolve(rerun: 9, by: 2))?.refusal?.code == .unknownRerun)
        #expect(ask(Ask.resolve(rerun: 1, by: nil))?.refusal?.code == .personRequired)
    }

    @Test func `numbers that are used up are not given again`() {
        var ask = Self.withPolicy()
        let day = CivilDate(daysSince1970: 20_700)
        let last = RerunRow(
            number: RerunNumber(.max), recorded: Sequence(7), recordedAt: Ask.noon,
            policy: PolicyID(unchecked: "p"), from: day, to: day, proposer: PersonNumber(1),
            reason: nil)
        ask.books.apply(.rerun(last))
        #expect(ask(Ask.rerun(by: 1))?.refusal?.code == .numbersExhausted)
    }
}
