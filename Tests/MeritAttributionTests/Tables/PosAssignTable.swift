import Testing

@testable import MeritAttribution

/// The rule `pos_assign`: the person named at the till, whatever the customer did before.
@Suite struct PosAssignTable {
    static let policy = "rule till pos_assign; rule shared touches link_click 7d last_touch"

    static let rows = [
        JudgedRow("the person named", "assigned 1001", "1001 by till"),
        JudgedRow(
            "wins over every touch", "assigned 1001; a link_click T-1m 1002", "1001 by till"),
        JudgedRow("nobody named", "a link_click T-1m 1002", "1002 by shared"),
        JudgedRow("a house account named", "assigned 9001", "9001 by till"),
        JudgedRow(
            "a number that nobody has", "assigned 4444",
            "nobody: staff 4444 on the order rejected: unknown_staff"),
        JudgedRow(
            "and that whatever becomes of leavers", "leaver keep; assigned 4444",
            "nobody: staff 4444 on the order rejected: unknown_staff"),
        JudgedRow(
            "an unknown number leaves the order to the touches",
            "assigned 4444; a link_click T-1m 1002", "1002 by shared"),
        JudgedRow(
            "somebody whose links were revoked still sells at the till", "assigned 1003",
            "1003 by till"),
        JudgedRow(
            "somebody who left", "leaver reject; staff 1005 south left T; assigned 1005",
            "nobody: staff 1005 left on 2026-11-21"),
        JudgedRow(
            "somebody who left a millisecond after T",
            "leaver reject; staff 1005 south left T+1ms; assigned 1005", "1005 by till"),
        JudgedRow(
            "somebody who has a successor",
            "leaver successor; staff 1005 south left T successor 1002; assigned 1005",
            "1002 by till"),
        JudgedRow(
            "the buyer himself",
            "self exclude; staff 1007 south alias u1; assigned 1007",
            "nobody: staff 1007 is the buyer"),
        JudgedRow(
            "somebody of another store",
            "cross same_store_only; store S1; assigned 2001",
            "nobody: staff 2001 of north does not belong to store S1"),
    ].map { $0.under(policy) }

    @Test("who is named at the till is credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
