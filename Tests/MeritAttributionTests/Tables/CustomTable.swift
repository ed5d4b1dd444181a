import Testing

@testable import MeritAttribution

/// The model `custom`: a weight per kind; a kind without one is no candidate.
@Suite struct CustomTable {
    static let policy =
        "rule shared touches link_click,contact_added,page_view,first_message 7d "
        + "custom=link_click:1,contact_added:3,first_message:0"

    static let rows = [
        JudgedRow("one touch has all", "a link_click T-1d 1001", "1001 by shared"),
        JudgedRow(
            "a contact is worth three clicks",
            "a link_click T-1d 1001; b contact_added T-2d 1002", "1001:1 1002:3 by shared"),
        JudgedRow(
            "of one person all are added",
            "a link_click T-1d 1001; b contact_added T-2d 1002; c link_click T-3d 1001",
            "1001:2 1002:3 by shared"),
        JudgedRow(
            "a kind that has no weight is no candidate", "a page_view T-1d 1001",
            "nobody: no candidate"),
        JudgedRow(
            "nor is one of weight 0", "a first_message T-1d 1001", "nobody: no candidate"),
        JudgedRow(
            "neither hides who came near", "a page_view T-1d 1001; b link_click T-8d 1002",
            "nobody: last touch 8 d before, window 7 d"),
    ].map { $0.under(policy) }

    @Test("touches are credited by their kinds as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
