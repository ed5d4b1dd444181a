import Testing

@testable import MeritAttribution

/// What customers do counts for an order when it was recorded at most `rejudge_for` after the later
/// of T and the order's first decision; what the business tells counts whenever it comes.
@Suite struct LateEvidenceTable {
    static let policy = "rejudge 72h; rule shared touches link_click,contact_added 7d last_touch"

    static let rows = [
        JudgedRow(
            "recorded exactly at the end", "decided T+1h; a link_click T-1d 1001 recorded T+73h",
            "1001 by shared"),
        JudgedRow(
            "a millisecond later", "decided T+1h; a link_click T-1d 1001 recorded T+73h+1ms",
            "nobody: last touch was recorded too late to count"),
        JudgedRow(
            "an order that was not decided yet knows no late touch",
            "a link_click T-1d 1001 recorded T+500d", "1001 by shared"),
        JudgedRow(
            "decided before T: it runs from T",
            "decided T-9d; a link_click T-1d 1001 recorded T+72h", "1001 by shared"),
        JudgedRow(
            "and no longer",
            "decided T-9d; a link_click T-1d 1001 recorded T+72h+1ms",
            "nobody: last touch was recorded too late to count"),
        JudgedRow(
            "an imported touch is a customer's as well",
            "decided T; a contact_added T-1d 1001 imported recorded T+80h",
            "nobody: last touch was recorded too late to count"),
        JudgedRow(
            "a contact is told by the business",
            "decided T; a contact_added T-1d 1001 contact recorded T+80h", "1001 by shared"),
        JudgedRow(
            "one in time stays what it was",
            """
            decided T; a link_click T-2d 1001; b link_click T-1d 1002 recorded T+80h
            """, "1001 by shared"),
        JudgedRow(
            "a bot's late touch is a bot's",
            "decided T; a link_click T-1d 1001 bot recorded T+80h",
            "nobody: last touch rejected: bot"),
        JudgedRow(
            "a late touch after T is late",
            "decided T; a link_click T+1d 1001 recorded T+80h",
            "nobody: last touch was recorded too late to count"),
        JudgedRow(
            "a late touch proves no token",
            """
            decided T; rule order order_param 30d touch; token 1001/7
            a link_click T-1d 1001/7 recorded T+80h
            """, "nobody: last touch was recorded too late to count"),
        JudgedRow(
            "and gives the token no time",
            """
            decided T; rule order order_param 30d; token 1001/7
            a page_view T-31d 1001/7 recorded T+80h
            """,
            "1001 by order"),
        JudgedRow(
            "a click on the order that was recorded too late is as if it were not",
            """
            decided T; rule order order_param 30d; click a; a page_view T-31d 1001/7 recorded T+80h
            """, "nobody: token on the order rejected: unproven_token"),
        JudgedRow(
            "a late touch binds nobody",
            """
            decided T; relation permanent permanent bind link_click; rule mine relation valid
            a link_click T-20d 1001 recorded T+80h
            """, "nobody: last touch was recorded too late to count"),
        JudgedRow(
            "a late contact does",
            """
            decided T; relation permanent permanent bind contact_added; rule mine relation valid
            a contact_added T-20d 1001 contact recorded T+80h
            """, "1001 by mine"),
    ].map { $0.under(policy) }

    @Test("late touches are credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
