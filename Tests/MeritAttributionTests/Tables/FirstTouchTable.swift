import Testing

@testable import MeritAttribution

/// The model `first_touch`: the earliest eligible touch, alone.
@Suite struct FirstTouchTable {
    static let policy = "rule shared touches link_click,contact_added 7d first_touch"

    static let rows = [
        JudgedRow("one touch", "a link_click T-1d 1001", "1001 by shared"),
        JudgedRow(
            "the earliest of several",
            "a link_click T-1d 1001; b link_click T-1h 1002; c link_click T-2d 2001",
            "2001 by shared"),
        JudgedRow(
            "of one instant the smallest id",
            "b link_click T-1d 1002; a link_click T-1d 1001", "1001 by shared"),
        JudgedRow(
            "one outside the window is not the first",
            "a link_click T-7d 2001; b link_click T-7d+1ms 1001; c link_click T 1002",
            "1001 by shared"),
    ].map { $0.under(policy) }

    @Test("the first touch is credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
