import Testing

@testable import MeritAttribution

/// The rule `order_param`: the token or click id that came with the order, 30 days under
/// `starter-v1`.
@Suite struct OrderParamTable {
    static let tokens = [
        JudgedRow("a token alone counts at created_at", "token 1001/7", "1001 by on order"),
        JudgedRow(
            "and outlives the shared window, up to its own", "created T-30d+1ms; token 1001/7",
            "1001 by on order"),
        JudgedRow(
            "but not longer", "created T-30d; token 1001/7",
            "nobody: token on the order 30 d before, window 30 d"),
        JudgedRow(
            "it wins over every touch", "token 1001/7; a link_click T-1m 1002/7",
            "1001 by on order"),
        JudgedRow(
            "with a touch behind it the touch's time counts",
            "token 1001/7; a page_view T-31d 1001/7",
            "nobody: token on the order 31 d before, window 30 d"),
        JudgedRow(
            "of several the latest at or before created_at",
            "created T-1d; token 1001/7; a page_view T-31d 1001/7; b page_view T-1d 1001/7",
            "1001 by on order"),
        JudgedRow(
            "one after created_at proves nothing",
            "created T-1d; token 1001/7; a page_view T-31d 1001/7; b page_view T-1d+1ms 1001/7",
            "nobody: token on the order 31 d before, window 30 d"),
        JudgedRow(
            "one of another link proves nothing", "token 1001/7; a page_view T-31d 1001/6",
            "1001 by on order"),
        JudgedRow(
            "one of another staff member proves nothing",
            "token 1001/7; a page_view T-31d 1002/7", "1001 by on order"),
        JudgedRow(
            "one that is not human proves nothing",
            "token 1001/7; a page_view T-31d 1001/7 bot", "1001 by on order"),
        JudgedRow(
            "where a touch has to stand behind it, a token alone is rejected",
            "proof touch; token 1001/7", "nobody: token on the order rejected: unproven_token"),
        JudgedRow(
            "and counts with one", "proof touch; token 1001/7; a page_view T-1d 1001/7",
            "1001 by on order"),
        JudgedRow(
            "a token the door rejected", "token forged",
            "nobody: token on the order rejected: forged"),
        JudgedRow(
            "a retired key", "token 1001/7 retired",
            "nobody: token on the order rejected: retired_key"),
        JudgedRow(
            "a link nobody made", "token 1001/77",
            "nobody: token on the order rejected: unknown_link"),
        JudgedRow(
            "revocation counts as of created_at: before it", "created T-1d-1ms; token 1003/7",
            "1003 by on order"),
        JudgedRow(
            "from it on", "created T-1d; token 1003/7",
            "nobody: token on the order rejected: revoked"),
        JudgedRow(
            "expiry counts as of created_at", "created T-1d; token 1001/8 issued -3",
            "1001 by on order"),
        JudgedRow(
            "a day later it is over", "token 1001/8 issued -3",
            "nobody: token on the order rejected: expired"),
        JudgedRow(
            "an order created after it was paid", "created T+1m; token 1001/7",
            "nobody: token on the order 1 m after the judging instant"),
        JudgedRow(
            "a rejected token leaves the touches to the next rule",
            "token forged; a link_click T-1d 1002/7", "1002 by shared"),
    ]

    static let clicks = [
        JudgedRow(
            "a click id names staff and link by itself",
            "click a; a link_click T-29d 1001/7", "1001 by on order"),
        JudgedRow(
            "its time is the click's, which is then the nearest miss",
            "click a; a link_click T-30d 1001/7", "nobody: last touch 30 d before, window 7 d"),
        JudgedRow(
            "the click came first, whatever the clocks say",
            "created T-1h; click a; a link_click T+5m 1001/7", "1001 by on order"),
        JudgedRow(
            "with the token it was given for", "token 1001/7; click a; a link_click T-1d 1001/7",
            "1001 by on order"),
        JudgedRow(
            "a click of another staff member is as if absent",
            "token 1001/7; click a; a link_click T-1d 1002/7", "1001 by on order"),
        JudgedRow(
            "even the same staff member with another issue day",
            "proof touch; token 1001/7 issued -1; click a; a link_click T+1h 1001/7",
            "nobody: last touch 1 h after the judging instant"),
        JudgedRow(
            "a click that looked like a bot's still came on an order",
            "click a; a link_click T-1d 1001/7 bot", "1001 by on order"),
        JudgedRow(
            "a click with a retired key", "click a; a link_click T-1d 1001/7 retired_key",
            "nobody: last touch rejected: retired_key"),
        JudgedRow(
            "a click id whose record is lost counts as none", "click lost; token 1001/7",
            "1001 by on order"),
        JudgedRow(
            "a click id that does not verify counts as none", "click mismatch; token 1001/7",
            "1001 by on order"),
        JudgedRow(
            "and alone names nobody", "click unknown; a link_click T-1d 1002/7",
            "1002 by shared"),
        JudgedRow(
            "a click beside a forged token is not that token's",
            "token forged; click a; a link_click T-8d 1001/7",
            "nobody: last touch 8 d before, window 7 d"),
        JudgedRow(
            "revocation counts as of created_at, not of the click",
            "created T-18h; click a; a link_click T-2d 1003/7", "1003 by shared"),
    ]

    @Test("what came with the order is credited as this table says", arguments: tokens + clicks)
    func table(row: JudgedRow) throws { try row.check() }
}
