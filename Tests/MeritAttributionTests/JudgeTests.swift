import MeritCore
import MeritOrders
import Testing

@testable import MeritAttribution

/// Each row: what happened | who is credited. Under `starter-v1`: the token on the order (30 days),
/// then the last shared link_click, miniprogram_open or contact_added (7 days), then the store.
@Suite struct JudgeTests {
    struct Row: CustomTestStringConvertible, Sendable {
        let name: String
        let facts: String
        let outcome: String
        var testDescription: String { name }

        init(_ name: String, _ facts: String, _ outcome: String) {
            self.name = name
            self.facts = facts.split(separator: ";")
                .map { $0.trimmingPrefix { $0 == " " } }.joined(separator: "\n")
            self.outcome = outcome
        }
    }

    // MARK: Windows and instants

    static let windows = [
        Row("a touch exactly at T counts", "a link_click T 1001/7", "1001 by shared"),
        Row(
            "a touch a millisecond after T is too late", "a link_click T+1ms 1001/7",
            "nobody: last touch 1 ms after the judging instant"),
        Row(
            "a touch exactly at T − window is outside", "a link_click T-7d 1001/7",
            "nobody: last touch 7 d before, window 7 d"),
        Row(
            "a millisecond later it is inside", "a link_click T-7d+1ms 1001/7",
            "1001 by shared"),
        Row(
            "the last touch wins",
            "a link_click T-2d 1001/7; b link_click T-1d 1002/7; c link_click T-3d 2001/7",
            "1002 by shared"),
        Row(
            "equal instants are ordered by id",
            "b link_click T-1d 1002/7; a link_click T-1d 1001/7", "1002 by shared"),
        Row(
            "ids are compared as bytes, not by length",
            "b link_click T-1d 1002/7; aa link_click T-1d 1001/7; a link_click T-1d 2001/7",
            "1002 by shared"),
        Row(
            "a kind that the rule does not list is no candidate",
            "a page_view T-1h 1001/7; b first_message T-1h 1001/7", "nobody: no candidate"),
        Row(
            "every listed kind is a candidate",
            "a contact_added T-1d 1001/7; b miniprogram_open T-1h 1002/7", "1002 by shared"),
        Row(
            "the nearest miss is the one that passed most tests",
            "a link_click T+5m 1001/7; b link_click T-31d-2h 1002/7; c link_click T-1h 1001/7 bot",
            "nobody: last touch 31 d 2 h before, window 7 d"),
        Row(
            "of equal misses the latest is the nearest",
            "a link_click T-31d 1001/7; b link_click T-8d-30m 1002/7",
            "nobody: last touch 8 d before, window 7 d"),
    ]

    // MARK: Verdicts and tokens

    static let verdicts = [
        Row(
            "a bot's touch earns nothing", "a link_click T-1d 1001/7 bot",
            "nobody: last touch rejected: bot"),
        Row(
            "any verdict but human is a reason",
            "a link_click T-1d 1001/7 embedded", "nobody: last touch rejected: embedded"),
        Row(
            "a retired key is a verdict", "a link_click T-1d 1001/7 retired_key",
            "nobody: last touch rejected: retired_key"),
        Row(
            "an earlier human touch wins over a later bot",
            "a link_click T-2d 1001/7; b link_click T-1d 1002/7 prefetch", "1001 by shared"),
        Row(
            "a link nobody made", "a link_click T-1d 1001/77",
            "nobody: last touch rejected: unknown_link"),
        Row(
            "a staff member nobody knows", "a link_click T-1d 4444/7",
            "nobody: last touch rejected: unknown_staff"),
        Row(
            "an unknown link is found before an unknown staff member", "a link_click T-1d 4444/77",
            "nobody: last touch rejected: unknown_link"),
        Row(
            "revocation counts as of the touch: before it", "a link_click T-1d-1ms 1003/7",
            "1003 by shared"),
        Row(
            "from it on", "a link_click T-1d 1003/7", "nobody: last touch rejected: revoked"),
        Row("and again after the restoration", "a link_click T-12h 1003/7", "1003 by shared"),
        Row(
            "a revoked link rejects from its revocation on", "a link_click T-1d 1001/9",
            "nobody: last touch rejected: revoked"),
        Row("not before", "a link_click T-1d-1ms 1001/9", "1001 by shared"),
        Row(
            "a token is good on its issue day and the N − 1 days after",
            "a link_click T-1ms 1001/8 issued -2", "1001 by shared"),
        Row(
            "and expired the day after those", "a link_click T 1001/8 issued -3",
            "nobody: last touch rejected: expired"),
        Row(
            "revoked is told before expired", "a link_click T-18h 1003/8 issued -9",
            "nobody: last touch rejected: revoked"),
        Row(
            "a touch from a file has no token that could be revoked",
            "a contact_added T-18h 1003 imported", "1003 by shared"),
        Row(
            "but its staff member has to be known", "a contact_added T-1d 4444 imported",
            "nobody: last touch rejected: unknown_staff"),
        Row(
            "and so has its link", "a link_click T-1d 1001/77 imported",
            "nobody: last touch rejected: unknown_link"),
    ]

    // MARK: What came on the order

    static let onOrder = [
        Row("a token alone counts at created_at", "token 1001/7", "1001 by on order"),
        Row(
            "and outlives the shared window, up to its own", "created T-30d+1ms; token 1001/7",
            "1001 by on order"),
        Row(
            "but not longer", "created T-30d; token 1001/7",
            "nobody: token on the order 30 d before, window 30 d"),
        Row(
            "it wins over every touch", "token 1001/7; a link_click T-1m 1002/7",
            "1001 by on order"),
        Row(
            "with a touch behind it the touch's time counts",
            "token 1001/7; a page_view T-31d 1001/7",
            "nobody: token on the order 31 d before, window 30 d"),
        Row(
            "of several the latest at or before created_at",
            "created T-1d; token 1001/7; a page_view T-31d 1001/7; b page_view T-1d 1001/7",
            "1001 by on order"),
        Row(
            "one after created_at proves nothing",
            "created T-1d; token 1001/7; a page_view T-31d 1001/7; b page_view T-1d+1ms 1001/7",
            "nobody: token on the order 31 d before, window 30 d"),
        Row(
            "one of another link proves nothing", "token 1001/7; a page_view T-31d 1001/6",
            "1001 by on order"),
        Row(
            "one of another staff member proves nothing",
            "token 1001/7; a page_view T-31d 1002/7", "1001 by on order"),
        Row(
            "one that is not human proves nothing",
            "token 1001/7; a page_view T-31d 1001/7 bot", "1001 by on order"),
        Row(
            "where a touch has to stand behind it, a token alone is rejected",
            "proof touch; token 1001/7", "nobody: token on the order rejected: unproven_token"),
        Row(
            "and counts with one", "proof touch; token 1001/7; a page_view T-1d 1001/7",
            "1001 by on order"),
        Row(
            "a token the door rejected", "token forged",
            "nobody: token on the order rejected: forged"),
        Row(
            "a retired key", "token 1001/7 retired",
            "nobody: token on the order rejected: retired_key"),
        Row(
            "a link nobody made", "token 1001/77",
            "nobody: token on the order rejected: unknown_link"),
        Row(
            "revocation counts as of created_at: before it", "created T-1d-1ms; token 1003/7",
            "1003 by on order"),
        Row(
            "from it on", "created T-1d; token 1003/7",
            "nobody: token on the order rejected: revoked"),
        Row(
            "expiry counts as of created_at", "created T-1d; token 1001/8 issued -3",
            "1001 by on order"),
        Row(
            "a day later it is over", "token 1001/8 issued -3",
            "nobody: token on the order rejected: expired"),
        Row(
            "an order created after it was paid", "created T+1m; token 1001/7",
            "nobody: token on the order 1 m after the judging instant"),
        Row(
            "a rejected token leaves the touches to the next rule",
            "token forged; a link_click T-1d 1002/7", "1002 by shared"),
    ]

    static let clicks = [
        Row(
            "a click id names staff and link by itself",
            "click a; a link_click T-29d 1001/7", "1001 by on order"),
        Row(
            "its time is the click's, which is then the nearest miss",
            "click a; a link_click T-30d 1001/7", "nobody: last touch 30 d before, window 7 d"),
        Row(
            "the click came first, whatever the clocks say",
            "created T-1h; click a; a link_click T+5m 1001/7", "1001 by on order"),
        Row(
            "with the token it was given for", "token 1001/7; click a; a link_click T-1d 1001/7",
            "1001 by on order"),
        Row(
            "a click of another staff member is as if absent",
            "token 1001/7; click a; a link_click T-1d 1002/7", "1001 by on order"),
        Row(
            "even the same staff member with another issue day",
            "proof touch; token 1001/7 issued -1; click a; a link_click T+1h 1001/7",
            "nobody: last touch 1 h after the judging instant"),
        Row(
            "a click that looked like a bot's still came on an order",
            "click a; a link_click T-1d 1001/7 bot", "1001 by on order"),
        Row(
            "a click with a retired key", "click a; a link_click T-1d 1001/7 retired_key",
            "nobody: last touch rejected: retired_key"),
        Row(
            "a click id whose record is lost counts as none", "click lost; token 1001/7",
            "1001 by on order"),
        Row(
            "a click id that does not verify counts as none", "click mismatch; token 1001/7",
            "1001 by on order"),
        Row(
            "and alone names nobody", "click unknown; a link_click T-1d 1002/7",
            "1002 by shared"),
        Row(
            "a click beside a forged token is not that token's",
            "token forged; click a; a link_click T-8d 1001/7",
            "nobody: last touch 8 d before, window 7 d"),
        Row(
            "revocation counts as of created_at, not of the click",
            "created T-18h; click a; a link_click T-2d 1003/7", "1003 by shared"),
    ]

    // MARK: The store

    static let stores = [
        Row("nobody shared: the store's house account", "store S1", "9001 by store"),
        Row("a store without a house account", "store S2", "nobody: no candidate"),
        Row("a store that the directory does not know", "store S9", "nobody: no candidate"),
        Row("an order without a store", "", "nobody: no candidate"),
        Row(
            "a touch wins over the store", "store S1; a link_click T-1d 2001/7",
            "2001 by shared"),
        Row(
            "a missed touch does not", "store S1; a link_click T-8d 2001/7", "9001 by store"),
    ]

    @Test(
        "an order is credited as this table says",
        arguments: windows + verdicts + onOrder + clicks + stores)
    func outcome(row: Row) throws {
        #expect(try Scenario(row.facts).outcome() == row.outcome)
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
        #expect(try scenario.decision().nearestMiss(under: scenario.rules()) == nil)
    }
}
