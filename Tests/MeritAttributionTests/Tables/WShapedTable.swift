import Testing

@testable import MeritAttribution

/// The model `w_shaped`: 30 % each for the first touch, the first contact added and the last, 10 %
/// for all others.
@Suite struct WShapedTable {
    static let policy =
        "rule shared touches link_click,contact_added,first_message 7d w_shaped"

    static let rows = [
        JudgedRow("one touch has all", "a link_click T-1d 1001", "1001 by shared"),
        JudgedRow("one contact has all", "a contact_added T-1d 1001", "1001 by shared"),
        JudgedRow(
            "two touches have a half each", "a link_click T-2d 1001; b link_click T-1d 1002",
            "1001:1 1002:1 by shared"),
        JudgedRow(
            "two, the first of them the contact: it is two of the three",
            "a contact_added T-2d 1001; b link_click T-1d 1002", "1001:2 1002:1 by shared"),
        JudgedRow(
            "two, the last of them the contact",
            "a link_click T-2d 1001; b contact_added T-1d 1002", "1001:1 1002:2 by shared"),
        JudgedRow(
            "three that are the three",
            "a link_click T-3d 1001; b contact_added T-2d 1002; c link_click T-1d 2001",
            "1001:1 1002:1 2001:1 by shared"),
        JudgedRow(
            "one more: 3, 3, 1, 3",
            """
            a link_click T-4d 1001; b contact_added T-3d 1002; c link_click T-2d 2001
            d link_click T-1d 1001
            """, "1001:6 1002:3 2001:1 by shared"),
        JudgedRow(
            "two more: 6, 6, 1, 1, 6",
            """
            a link_click T-5d 1001; b contact_added T-4d 1002; c link_click T-3d 2001
            d first_message T-2d 2001; e link_click T-1d 1001
            """, "1001:12 1002:6 2001:2 by shared"),
        JudgedRow(
            "without a contact the first and the last: 3, 1, 3",
            "a link_click T-3d 1001; b link_click T-2d 1002; c link_click T-1d 2001",
            "1001:3 1002:1 2001:3 by shared"),
        JudgedRow(
            "of two contacts the first: 3, 3, 1, 3",
            """
            a link_click T-4d 1001; b contact_added T-3d 1002; c contact_added T-2d 1003 imported
            d link_click T-1d 2001
            """, "1001:3 1002:3 1003:1 2001:3 by shared"),
        JudgedRow(
            "the first touch is the contact: 6, 1, 3",
            "a contact_added T-3d 1001; b link_click T-2d 1002; c link_click T-1d 2001",
            "1001:6 1002:1 2001:3 by shared"),
    ].map { $0.under(policy) }

    @Test("touches are credited in the shape of a W as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
