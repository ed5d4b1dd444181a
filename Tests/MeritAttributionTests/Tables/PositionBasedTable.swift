import Testing

@testable import MeritAttribution

/// The model `position_based`: 40 % for the first, 40 % for the last, 20 % for all between.
@Suite struct PositionBasedTable {
    static let policy = "rule shared touches link_click,contact_added 7d position_based"

    static let rows = [
        JudgedRow("one touch has all", "a link_click T-1d 1001", "1001 by shared"),
        JudgedRow(
            "two have a half each", "a link_click T-2d 1001; b link_click T-1d 1002",
            "1001:1 1002:1 by shared"),
        JudgedRow(
            "three: 2, 1, 2",
            "a link_click T-3d 1001; b link_click T-2d 1002; c link_click T-1d 2001",
            "1001:2 1002:1 2001:2 by shared"),
        JudgedRow(
            "five: 6, 1, 1, 1, 6, whatever the order in which they are told",
            """
            e link_click T-1d 2001; b link_click T-4d 1002; c link_click T-3d 1002
            d link_click T-2d 1002; a link_click T-5d 1001
            """, "1001:6 1002:3 2001:6 by shared"),
        JudgedRow(
            "who was first and last has both",
            """
            a link_click T-4d 1001; b link_click T-3d 1002; c link_click T-2d 1002
            d link_click T-1d 1001
            """, "1001:8 1002:2 by shared"),
        JudgedRow(
            "of one instant ids tell which is first and last",
            "c link_click T-1d 2001; a link_click T-1d 1001; b link_click T-1d 1002",
            "1001:2 1002:1 2001:2 by shared"),
        JudgedRow(
            "what is not eligible has no position",
            "a link_click T-8d 1002; b link_click T-3d 1001; c link_click T-1d 1002 bot",
            "1001 by shared"),
    ].map { $0.under(policy) }

    @Test("touches are credited by their position as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
