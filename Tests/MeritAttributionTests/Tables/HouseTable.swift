import Testing

@testable import MeritAttribution

/// The rule `house`: the house account of the ordering store, last under `starter-v1`.
@Suite struct HouseTable {
    static let rows = [
        JudgedRow("nobody shared: the store's house account", "store S1", "9001 by store"),
        JudgedRow("a store without a house account", "store S2", "nobody: no candidate"),
        JudgedRow("a store that the directory does not know", "store S9", "nobody: no candidate"),
        JudgedRow("an order without a store", "", "nobody: no candidate"),
        JudgedRow(
            "a touch wins over the store", "store S1; a link_click T-1d 2001/7",
            "2001 by shared"),
        JudgedRow(
            "a missed touch does not", "store S1; a link_click T-8d 2001/7", "9001 by store"),
    ]

    @Test("the store is credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
