import Testing

@testable import MeritAttribution

/// The model `last_touch`: the latest eligible touch, alone.
@Suite struct LastTouchTable {
    static let policy = "rule shared touches link_click,contact_added 7d last_touch"

    static let rows = [
        JudgedRow("one touch", "a link_click T-1d 1001", "1001 by shared"),
        JudgedRow(
            "the latest of several",
            "a link_click T-1d 1001; b link_click T-1h 1002; c link_click T-2d 2001",
            "1002 by shared"),
        JudgedRow(
            "of one instant the greatest id", "b link_click T-1d 1002; a link_click T-1d 1001",
            "1002 by shared"),
        JudgedRow(
            "a later touch that is not eligible takes nothing",
            "a link_click T-1d 1001; b link_click T-1h 1002 bot", "1001 by shared"),
        JudgedRow(
            "a touch seen only through the order's own visitor counts like any other",
            "a link_click T-1d 1001; b link_click T-1h 1002 passing", "1002 by shared"),
    ].map { $0.under(policy) }

    @Test("the last touch is credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
