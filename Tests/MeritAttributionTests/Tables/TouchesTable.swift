import Testing

@testable import MeritAttribution

/// The rule `touches` with one window for all kinds: under `starter-v1` the last shared link_click,
/// miniprogram_open or contact_added of 7 days.
@Suite struct TouchesTable {
    static let rows = [
        JudgedRow("a touch exactly at T counts", "a link_click T 1001/7", "1001 by shared"),
        JudgedRow(
            "a touch a millisecond after T is too late", "a link_click T+1ms 1001/7",
            "nobody: last touch 1 ms after the judging instant"),
        JudgedRow(
            "a touch exactly at T − window is outside", "a link_click T-7d 1001/7",
            "nobody: last touch 7 d before, window 7 d"),
        JudgedRow(
            "a millisecond later it is inside", "a link_click T-7d+1ms 1001/7",
            "1001 by shared"),
        JudgedRow(
            "the last touch wins",
            "a link_click T-2d 1001/7; b link_click T-1d 1002/7; c link_click T-3d 2001/7",
            "1002 by shared"),
        JudgedRow(
            "equal instants are ordered by id",
            "b link_click T-1d 1002/7; a link_click T-1d 1001/7", "1002 by shared"),
        JudgedRow(
            "ids are compared as bytes, not by length",
            "b link_click T-1d 1002/7; aa link_click T-1d 1001/7; a link_click T-1d 2001/7",
            "1002 by shared"),
        JudgedRow(
            "a kind that the rule does not list is no candidate",
            "a page_view T-1h 1001/7; b first_message T-1h 1001/7", "nobody: no candidate"),
        JudgedRow(
            "every listed kind is a candidate",
            "a contact_added T-1d 1001/7; b miniprogram_open T-1h 1002/7", "1002 by shared"),
        JudgedRow(
            "the nearest miss is the one that passed most tests",
            "a link_click T+5m 1001/7; b link_click T-31d-2h 1002/7; c link_click T-1h 1001/7 bot",
            "nobody: last touch 31 d 2 h before, window 7 d"),
        JudgedRow(
            "of equal misses the latest is the nearest",
            "a link_click T-31d 1001/7; b link_click T-8d-30m 1002/7",
            "nobody: last touch 8 d before, window 7 d"),
    ]

    @Test("touches are credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
