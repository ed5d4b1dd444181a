import Testing

@testable import MeritAttribution

/// The model `linear`: every eligible touch the same.
@Suite struct LinearTable {
    static let policy = "rule shared touches link_click,contact_added 7d linear"

    static let rows = [
        JudgedRow("one touch", "a link_click T-1d 1001", "1001 by shared"),
        JudgedRow(
            "two people, one touch each", "a link_click T-1d 1001; b link_click T-2d 1002",
            "1001:1 1002:1 by shared"),
        JudgedRow(
            "who touched twice has twice as much",
            "a link_click T-1d 1001; b link_click T-2d 1002; c contact_added T-3d 1001",
            "1001:2 1002:1 by shared"),
        JudgedRow(
            "exactly at T and a millisecond inside the window",
            "a link_click T 1001; b link_click T-7d+1ms 1002", "1001:1 1002:1 by shared"),
        JudgedRow(
            "exactly at T − window and a millisecond after T: neither",
            "a link_click T+1ms 1001; b link_click T-7d 1002; c link_click T-1d 2001",
            "2001 by shared"),
        JudgedRow(
            "a kind that is not listed has no part",
            "a link_click T-1d 1001; b page_view T-1d 1002", "1001 by shared"),
        JudgedRow(
            "who takes a leaver's place has the leaver's part besides the own",
            """
            leaver successor; staff 1005 south left T-1h successor 1002
            a link_click T-1d 1005; b link_click T-2d 1002; c link_click T-3d 1001
            """, "1001:1 1002:2 by shared"),
        JudgedRow(
            "seven people",
            """
            staff 1011 south; staff 1012 south; staff 1013 south; staff 1014 south
            a link_click T-1d 1001; b link_click T-1d 1002; c link_click T-1d 2001
            d link_click T-1d 1011; e link_click T-1d 1012; f link_click T-1d 1013
            g link_click T-1d 1014
            """, "1001:1 1002:1 1011:1 1012:1 1013:1 1014:1 2001:1 by shared"),
    ].map { $0.under(policy) }

    @Test("all touches are credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
