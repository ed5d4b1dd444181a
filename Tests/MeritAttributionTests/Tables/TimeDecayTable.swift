import Testing

@testable import MeritAttribution

/// The model `time_decay`: 10⁶ at T, half of it for every half-life before; half to even, at least
/// 1.
@Suite struct TimeDecayTable {
    static let policy = "rule shared touches link_click 60d time_decay=7d"
    static let days = "rule shared touches link_click 60d time_decay=1d"

    static let rows =
        [
            JudgedRow("one touch has all", "a link_click T-9d 1001", "1001 by shared"),
            JudgedRow(
                "at T and a half-life before", "a link_click T 1001; b link_click T-7d 1002",
                "1001:1000000 1002:500000 by shared"),
            JudgedRow(
                "half a half-life is 1 / √2: 707106.78",
                "a link_click T 1001; b link_click T-84h 1002",
                "1001:1000000 1002:707107 by shared"),
            JudgedRow(
                "a day of seven: 905723.66", "a link_click T 1001; b link_click T-1d 1002",
                "1001:1000000 1002:905724 by shared"),
            JudgedRow(
                "a millisecond of seven days: 999999.9989",
                "a link_click T-7d 1001; b link_click T-1ms 1002",
                "1001:500000 1002:1000000 by shared"),
            JudgedRow(
                "of one person all are added",
                "a link_click T-7d 1001; b link_click T-14d 1001; c link_click T-21d 1002",
                "1001:750000 1002:125000 by shared"),
        ].map { $0.under(policy) }
        + [
            JudgedRow(
                "seven half-lives are 7812.5: to the even one",
                "a link_click T 1001; b link_click T-7d 1002",
                "1001:1000000 1002:7812 by shared"),
            JudgedRow(
                "a millisecond less is more than a half",
                "a link_click T 1001; b link_click T-7d+1ms 1002",
                "1001:1000000 1002:7813 by shared"),
            JudgedRow(
                "six are 15625 exactly", "a link_click T 1001; b link_click T-6d 1002",
                "1001:1000000 1002:15625 by shared"),
            JudgedRow(
                "nineteen are 1.9", "a link_click T 1001; b link_click T-19d 1002",
                "1001:1000000 1002:2 by shared"),
            JudgedRow(
                "a touch however old weighs 1",
                "a link_click T-60d+1ms 1001; b link_click T-50d 1002",
                "1001:1 1002:1 by shared"),
        ].map { $0.under(days) }

    @Test("touches are credited by their age as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
