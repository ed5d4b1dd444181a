import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

/// What a decision tells, beside who is credited.
@Suite struct JudgeTests {
    // MARK: Verdicts and tokens

    static let verdicts = [
        JudgedRow(
            "a bot's touch earns nothing", "a link_click T-1d 1001/7 bot",
            "nobody: last touch rejected: bot"),
        JudgedRow(
            "any verdict but human is a reason",
            "a link_click T-1d 1001/7 embedded", "nobody: last touch rejected: embedded"),
        JudgedRow(
            "a retired key is a verdict", "a link_click T-1d 1001/7 retired_key",
            "nobody: last touch rejected: retired_key"),
        JudgedRow(
            "an earlier human touch wins over a later bot",
            "a link_click T-2d 1001/7; b link_click T-1d 1002/7 prefetch", "1001 by shared"),
        JudgedRow(
            "a link nobody made", "a link_click T-1d 1001/77",
            "nobody: last touch rejected: unknown_link"),
        JudgedRow(
            "a staff member nobody knows", "a link_click T-1d 4444/7",
            "nobody: last touch rejected: unknown_staff"),
        JudgedRow(
            "an unknown link is found before an unknown staff member", "a link_click T-1d 4444/77",
            "nobody: last touch rejected: unknown_link"),
        JudgedRow(
            "revocation counts as of the touch: before it", "a link_click T-1d-1ms 1003/7",
            "1003 by shared"),
        JudgedRow(
            "from it on", "a link_click T-1d 1003/7", "nobody: last touch rejected: revoked"),
        JudgedRow("and again after the restoration", "a link_click T-12h 1003/7", "1003 by shared"),
        JudgedRow(
            "a revoked link rejects from its revocation on", "a link_click T-1d 1001/9",
            "nobody: last touch rejected: revoked"),
        JudgedRow("not before", "a link_click T-1d-1ms 1001/9", "1001 by shared"),
        JudgedRow(
            "a token is good on its issue day and the N − 1 days after",
            "a link_click T-1ms 1001/8 issued -2", "1001 by shared"),
        JudgedRow(
            "and expired the day after those", "a link_click T 1001/8 issued -3",
            "nobody: last touch rejected: expired"),
        JudgedRow(
            "revoked is told before expired", "a link_click T-18h 1003/8 issued -9",
            "nobody: last touch rejected: revoked"),
        JudgedRow(
            "a touch from a file has no token that could be revoked",
            "a contact_added T-18h 1003 imported", "1003 by shared"),
        JudgedRow(
            "but its staff member has to be known", "a contact_added T-1d 4444 imported",
            "nobody: last touch rejected: unknown_staff"),
        JudgedRow(
            "which is found before its window", "a contact_added T-9d 4444 imported",
            "nobody: last touch rejected: unknown_staff"),
        JudgedRow(
            "and so has its link", "a link_click T-1d 1001/77 imported",
            "nobody: last touch rejected: unknown_link"),
    ]

    @Test(
        "a touch counts by its verdict and token",
        arguments: verdicts)
    func outcome(row: JudgedRow) throws {
        try row.check()
    }

    // MARK: Proofs

    @Test func `the proof holds every candidate of every rule with its reason`() throws {
        let scenario = try Scenario(
            """
            store S1
            token forged
            c link_click T-1d 1002/7
            b link_click T-1d 1001/7
            a link_click T-8d 2001/7
            d contact_added T-1h 4444 imported
            e page_view T-1h 1001/7
            f link_click T+1s 1001/7
            """)
        #expect(
            try scenario.candidates() == [
                "order on order forged", "a shared outside_window", "b shared not_chosen",
                "c shared accepted", "d shared unknown_staff", "f shared after_judging_instant",
            ])
    }

    @Test func `candidates of later rules stand under lower precedence, whatever they were`() throws
    {
        let scenario = try Scenario(
            "token 1001/7\na link_click T-1d 1002/7\nb link_click T-9d 1002/7 bot")
        #expect(
            try scenario.candidates() == [
                "order on order accepted (token_only)", "b shared lower_precedence",
                "a shared lower_precedence",
            ])
    }

    @Test(
        "the proof notes what became of a click id",
        arguments: [
            ("click mismatch", "order on order forged (click_mismatch)"),
            ("click unknown", "order on order unproven_token (click_unknown)"),
            ("click lost\ntoken 1001/7", "order on order accepted (click_unknown)"),
            ("click mismatch\ntoken 1001/7", "order on order accepted (click_mismatch)"),
        ])
    func notes(facts: String, candidate: String) throws {
        #expect(try Scenario(facts).candidates() == [candidate])
    }

    @Test func `a payee's department is the one at T`() throws {
        #expect(
            try Scenario("a link_click T-1d 2001/7").decision().shares == [
                Decision.Share(
                    payee: StaffNumber(unchecked: 2001),
                    department: DepartmentCode(unchecked: "north"), weight: 1)
            ])
    }

    @Test func `not the one when the order was created`() throws {
        let scenario = try Scenario(
            """
            created T-2d; staff 1008 north; staff 1008 south holds T-1d; a link_click T-3d 1008
            """)
        #expect(
            try scenario.decision().shares.map(\.department) == [
                DepartmentCode(unchecked: "south")
            ])
    }

    @Test func `an unattributed order is one share of payee 0 without a department`() throws {
        let decision = try Scenario("").decision()
        #expect(
            decision.shares == [
                Decision.Share(payee: .unattributed, department: nil, weight: 1)
            ])
        #expect(decision.rule == nil)
    }

    @Test func `a credited order has no nearest miss`() throws {
        let scenario = try Scenario("store S1\na link_click T-8d 2001/7")
        #expect(try scenario.decision().nearestMiss(under: scenario.policies()[0]) == nil)
    }
}
