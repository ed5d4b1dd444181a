import Testing

@testable import MeritAttribution

/// The rule `relation`: the guide bound at T, in the phase that the rule asks for.
@Suite struct RelationRuleTable {
    static let protected =
        "relation 180d 15d bind contact_added; rule mine relation protected"
    static let valid = "relation 180d 15d bind contact_added; rule mine relation valid"

    static let rows = phases + guides

    static let phases =
        [
            JudgedRow("bound today", "a contact_added T-1h 1001", "1001 by mine"),
            JudgedRow(
                "a millisecond before the end of the protection",
                "a contact_added T-15d+1ms 1001", "1001 by mine"),
            JudgedRow(
                "exactly at its end", "a contact_added T-15d 1001",
                "nobody: guide's protection ended 0 s before"),
            JudgedRow(
                "three days after", "a contact_added T-18d 1001",
                "nobody: guide's protection ended 3 d before"),
            JudgedRow("nobody is bound", "a link_click T-1h 1001", "nobody: no candidate"),
            JudgedRow(
                "no longer valid: there is no guide", "a contact_added T-180d 1001",
                "nobody: no candidate"),
        ].map { $0.under(protected) }
        + [
            JudgedRow(
                "out of protection, still valid", "a contact_added T-18d 1001",
                "1001 by mine"),
            JudgedRow(
                "a millisecond before the end of the validity",
                "a contact_added T-180d+1ms 1001", "1001 by mine"),
            JudgedRow(
                "exactly at its end", "a contact_added T-180d 1001", "nobody: no candidate"),
            JudgedRow(
                "bound exactly at T", "a contact_added T 1001", "1001 by mine"),
            JudgedRow(
                "bound a millisecond after T", "a contact_added T+1ms 1001",
                "nobody: no candidate"),
        ].map { $0.under(valid) }
        + [
            JudgedRow(
                "a permanent relation",
                """
                relation permanent 15d bind contact_added; rule mine relation valid
                a contact_added T-3000d 1001
                """, "1001 by mine"),
            JudgedRow(
                "a permanent protection",
                """
                relation permanent permanent bind contact_added; rule mine relation protected
                a contact_added T-3000d 1001
                """, "1001 by mine"),
            JudgedRow(
                "a protection that outlives the validity ends with it",
                """
                relation 10d 20d bind contact_added; rule mine relation protected
                a contact_added T-15d 1001
                """, "nobody: no candidate"),
            JudgedRow(
                "a policy without relations binds nobody",
                "rule mine relation valid; a contact_added T-1d 1001", "nobody: no candidate"),
        ]

    static let guides = [
        JudgedRow(
            "a guide whose number is unknown: who took over does not exist",
            "leaver keep; a contact_added T-9d 1001; h hand_over T-1d 1001 4444",
            "nobody: guide rejected: unknown_staff"),
        JudgedRow(
            "the guide left",
            "leaver reject; staff 1005 south left T-1h; a contact_added T-9d 1005",
            "nobody: staff 1005 left on 2026-11-21"),
        JudgedRow(
            "the guide left, somebody took over",
            """
            leaver successor; staff 1005 south left T-1h successor 1002
            a contact_added T-9d 1005
            """,
            "1002 by mine"),
        JudgedRow(
            "the guide bought it",
            "self exclude; staff 1007 south alias u1; a contact_added T-9d 1007",
            "nobody: staff 1007 is the buyer"),
        JudgedRow(
            "the guide is of another store",
            "cross same_store_only; store S1; a contact_added T-9d 2001",
            "nobody: staff 2001 of north does not belong to store S1"),
        JudgedRow(
            "the guide's touch is no candidate by itself: a later one of another does nothing",
            "a contact_added T-9d 1001; b link_click T-1h 1002", "1001 by mine"),
    ].map { $0.under(valid) }

    @Test("the guide is credited as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
