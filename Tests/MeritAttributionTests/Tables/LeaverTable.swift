import Testing

@testable import MeritAttribution

/// `leaver`: who takes the place of somebody who is not employed at T.
@Suite struct LeaverTable {
    static let successor = "leaver successor; rule shared touches link_click 7d last_touch"
    static let house = "leaver house; rule shared touches link_click 7d last_touch"
    static let reject = "leaver reject; rule shared touches link_click 7d last_touch"

    static let rows = employment + chains + houses

    static let employment =
        [
            JudgedRow(
                "employed to the end of the day before T's",
                "staff 1005 south left T-10h; a link_click T-1d 1005",
                "nobody: staff 1005 left on 2026-11-20"),
            JudgedRow(
                "left exactly at T", "staff 1005 south left T; a link_click T-1d 1005",
                "nobody: staff 1005 left on 2026-11-21"),
            JudgedRow(
                "left a millisecond after T", "staff 1005 south left T+1ms; a link_click T-1d 1005",
                "1005 by shared"),
            JudgedRow(
                "began exactly at T", "staff 1005 south begins T; a link_click T 1005",
                "1005 by shared"),
            JudgedRow(
                "begins a millisecond after T",
                "staff 1005 south begins T+1ms; a link_click T-1d 1005",
                "nobody: staff 1005 begins on 2026-11-21"),
            JudgedRow(
                "left between click and payment; the click before stays second",
                "staff 1005 south left T-1h; a link_click T-1d 1005; b link_click T-2d 1002",
                "1002 by shared"),
            JudgedRow(
                "was not employed when the link was clicked, but is at T",
                "staff 1005 south begins T-1h; a link_click T-1d 1005", "1005 by shared"),
            JudgedRow(
                "came back: the row of T counts",
                """
                staff 1005 south left T-9d; staff 1005 south begins T-2d holds T-2d
                a link_click T-1d 1005
                """, "1005 by shared"),
            JudgedRow(
                "a house account never leaves",
                "staff 9005 north house left T-9d; a link_click T-1d 9005", "9005 by shared"),
        ].map { $0.under(reject) }
        + [
            JudgedRow(
                "leavers are kept where nothing else is said",
                """
                rule shared touches link_click 7d last_touch; staff 1005 south left T-1h
                a link_click T-1d 1005
                """,
                "1005 by shared")
        ]

    static let left = "staff 1005 south left T-1h successor 1001; a link_click T-1d 1005"

    static let chains = [
        JudgedRow("the named successor", left, "1001 by shared"),
        JudgedRow(
            "who took this customer over comes before the named successor",
            "\(left); h hand_over T-30m 1005 1002", "1002 by shared"),
        JudgedRow(
            "a customer who refused was not taken over: no hand-over was done", left,
            "1001 by shared"),
        JudgedRow(
            "a second hand-over of the same customer by the leaver",
            "\(left); h hand_over T-30m 1005 1002; i hand_over T-20m 1005 2001",
            "2001 by shared"),
        JudgedRow(
            "whatever the order in which they are told",
            "\(left); i hand_over T-20m 1005 2001; h hand_over T-30m 1005 1002",
            "2001 by shared"),
        JudgedRow(
            "at one moment the greater id",
            "\(left); i hand_over T-20m 1005 2001; h hand_over T-20m 1005 1002",
            "2001 by shared"),
        JudgedRow(
            "a second hand-over, by who took over and left as well",
            """
            \(left); staff 1006 south left T-5m successor 2001
            h hand_over T-30m 1005 1006; i hand_over T-20m 1006 1002
            """, "1002 by shared"),
        JudgedRow(
            "who took over left without another hand-over: that person's successor",
            "\(left); staff 1006 south left T-5m successor 2001; h hand_over T-30m 1005 1006",
            "2001 by shared"),
        JudgedRow(
            "a hand-over exactly at T counts", "\(left); h hand_over T 1005 1002",
            "1002 by shared"),
        JudgedRow(
            "a millisecond later it does not", "\(left); h hand_over T+1ms 1005 1002",
            "1001 by shared"),
        JudgedRow(
            "a hand-over from somebody employed moves no credit of theirs",
            "h hand_over T-30m 1001 1002; a link_click T-1d 1001", "1001 by shared"),
        JudgedRow(
            "the successor is a house account",
            "staff 1005 south left T-1h successor 9001; a link_click T-1d 1005",
            "9001 by shared"),
        JudgedRow(
            "nobody is named", "staff 1005 south left T-1h; a link_click T-1d 1005",
            "nobody: staff 1005 left on 2026-11-21, and nobody employed took over"),
        JudgedRow(
            "the successor is unknown",
            "staff 1005 south left T-1h successor 4444; a link_click T-1d 1005",
            "nobody: staff 1005 left on 2026-11-21, and nobody employed took over"),
        JudgedRow(
            "successors of each other",
            """
            staff 1005 south left T-1h successor 1006; staff 1006 south left T-2h successor 1005
            a link_click T-1d 1005
            """, "nobody: staff 1005 left on 2026-11-21, and nobody employed took over"),
        JudgedRow(
            "a successor of oneself",
            "staff 1005 south left T-1h successor 1005; a link_click T-1d 1005",
            "nobody: staff 1005 left on 2026-11-21, and nobody employed took over"),
        JudgedRow(
            "handed back to who left",
            """
            staff 1005 south left T-1h; staff 1006 south left T-2h
            h hand_over T-4d 1005 1006; i hand_over T-3d 1006 1005; a link_click T-1d 1005
            """, "nobody: staff 1005 left on 2026-11-21, and nobody employed took over"),
        JudgedRow(
            "the successor's own successor",
            """
            staff 1005 south left T-1h successor 1006; staff 1006 south left T-2h successor 1002
            a link_click T-1d 1005
            """, "1002 by shared"),
        JudgedRow(
            "the successor of the row that holds at T",
            """
            staff 1005 south left T-1h successor 1001
            staff 1005 south left T-1h successor 1002 holds T-1m; a link_click T-1d 1005
            """, "1002 by shared"),
        JudgedRow(
            "a successor named for later does not count yet",
            """
            staff 1005 south left T-1h successor 1001
            staff 1005 south left T-1h successor 1002 holds T+1m; a link_click T-1d 1005
            """, "1001 by shared"),
        JudgedRow(
            "who takes the place is tested as well: the buyer",
            """
            self exclude; staff 1007 south alias u1; staff 1005 south left T-1h successor 1007
            a link_click T-1d 1005
            """, "nobody: staff 1007 is the buyer"),
        JudgedRow(
            "who takes the place is tested as well: another store",
            """
            cross same_store_only; store S1; staff 1005 south left T-1h successor 2001
            a link_click T-1d 1005
            """, "nobody: staff 2001 of north does not belong to store S1"),
        JudgedRow(
            "who takes the place is the buyer: the store",
            """
            self store; store S1; staff 1007 south alias u1
            staff 1005 south left T-1h successor 1007; a link_click T-1d 1005
            """, "9001 by shared"),
        JudgedRow(
            "a leaver's own purchase is the successor's sale",
            """
            self exclude; staff 1005 south left T-1h successor 1002 alias u1
            a link_click T-1d 1005
            """, "1002 by shared"),
    ].map { $0.under(successor) }

    static let houses = [
        JudgedRow(
            "the house account of the leaver's department",
            "staff 1005 south left T-1h successor 1002; a link_click T-1d 1005",
            "9001 by shared"),
        JudgedRow(
            "of the last department",
            """
            staff 1005 north left T-1h; staff 1005 south left T-1h holds T-9d
            a link_click T-1d 1005
            """, "9001 by shared"),
        JudgedRow(
            "of none else: the department above has no part",
            "department shoes south; staff 1005 shoes left T-1h; a link_click T-1d 1005",
            """
            nobody: staff 1005 left on 2026-11-21, and the department has no house account
            """),
        JudgedRow(
            "the house account passes the tests on store and buyer",
            """
            cross same_store_only; self exclude; store S2; staff 1005 south left T-1h alias u1
            a link_click T-1d 1005
            """, "9001 by shared"),
        JudgedRow(
            "it is not the ordering store's",
            "store S2; staff 1005 south left T-1h; a link_click T-1d 1005", "9001 by shared"),
    ].map { $0.under(house) }

    @Test("leavers are replaced as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
