import Testing

@testable import MeritAttribution

/// `cross_store`: whether people are credited for orders of other stores.
@Suite struct CrossStoreTable {
    static let policy = "cross same_store_only; rule shared touches link_click 7d last_touch"

    static let rows = [
        JudgedRow(
            "a person of the ordering store", "store S1; a link_click T-1d 1001",
            "1001 by shared"),
        JudgedRow(
            "a person of another store", "store S1; a link_click T-1d 2001",
            "nobody: staff 2001 of north does not belong to store S1"),
        JudgedRow(
            "of a department below the store",
            "department shoes south; staff 1008 shoes; store S1; a link_click T-1d 1008",
            "1008 by shared"),
        JudgedRow(
            "two below",
            """
            department shoes south; department boots shoes; staff 1008 boots; store S1
            a link_click T-1d 1008
            """, "1008 by shared"),
        JudgedRow(
            "of a department above the store",
            "staff 1008 china; store S1; a link_click T-1d 1008",
            "nobody: staff 1008 of china does not belong to store S1"),
        JudgedRow(
            "the order names no store", "a link_click T-1d 2001", "2001 by shared"),
        JudgedRow(
            "a store that the directory does not know has nobody",
            "store S9; a link_click T-1d 1001",
            "nobody: staff 1001 of south does not belong to store S9"),
        JudgedRow(
            "the department at T counts: who moved here",
            "staff 1008 north; staff 1008 south holds T-1h; store S1; a link_click T-1d 1008",
            "1008 by shared"),
        JudgedRow(
            "and who moved away",
            "staff 1008 south; staff 1008 north holds T; store S1; a link_click T-1d 1008",
            "nobody: staff 1008 of north does not belong to store S1"),
        JudgedRow(
            "a house account of another store passes",
            "staff 9005 north house; store S1; a link_click T-1d 9005", "9005 by shared"),
        JudgedRow(
            "an own purchase goes to the store's house account, which ends it",
            "self store; staff 2005 north alias u1; store S1; a link_click T-1d 2005",
            "9001 by shared"),
        JudgedRow(
            "an own purchase that counts is tested on",
            "self count_self; staff 2005 north alias u1; store S1; a link_click T-1d 2005",
            "nobody: staff 2005 of north does not belong to store S1"),
        JudgedRow(
            "credit follows the guide where nothing is said",
            "cross guide_follows; store S1; a link_click T-1d 2001", "2001 by shared"),
    ].map { $0.under(policy) }

    @Test("people of other stores are credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
