import Testing

@testable import MeritAttribution

/// A new policy from midnight on (T is 10:00): orders are judged by the policy in force when they
/// were created, relations by the one in force when each of their events happened.
@Suite struct PolicySwitchTable {
    static let orders = [
        JudgedRow(
            "created a millisecond before midnight", "created T-10h-1ms", "1001 by shared"),
        JudgedRow(
            "created at midnight", "created T-10h", "nobody: last touch 3 d before, window 2 d"),
        JudgedRow(
            "created after it, paid later", "created T-1h",
            "nobody: last touch 3 d before, window 2 d"),
        JudgedRow(
            "the deposit paid before, created before: the old rules",
            "created T-2d", "1001 by shared"),
        JudgedRow(
            "judged again by a named policy", "created T-2d; rerun p1",
            "nobody: last touch 3 d before, window 2 d"),
        JudgedRow("and by the old one", "created T-1h; rerun p0", "1001 by shared"),
    ].map {
        $0.under(
            """
            a link_click T-3d 1001
            rule shared touches link_click 7d last_touch
            switch T-10h
            rule shared touches link_click 2d last_touch
            """)
    }

    @Test("orders are judged by the policy of their creation", arguments: orders)
    func created(row: JudgedRow) throws { try row.check() }

    static let events = [
        RelationRow(
            "a contact the day before binds under the old policy",
            "a contact_added T-10h-1ms 1001 contact", "a bound 1001",
            "1001 since T-10h-1ms until T+4d+13h+3599999ms, protected until T+13h+3599999ms"),
        RelationRow(
            "a contact at midnight under the new one", "a contact_added T-10h 1001 contact",
            "", "nobody"),
        RelationRow(
            "which binds by other kinds", "a link_click T-10h 1001", "a bound 1001",
            "1001 since T-10h until T+8d+14h, protected until T+2d+14h"),
        RelationRow(
            "and lets others take over",
            "a contact_added T-11h 1001 contact; b link_click T-1h 1002",
            "a bound 1001, b replaced 1001 by 1002",
            "1002 since T-1h until T+8d+23h, protected until T+2d+23h"),
    ].map {
        $0.under(
            """
            relation 5d 1d bind contact_added capture never
            switch T-10h
            relation 9d 3d bind link_click capture always
            """)
    }

    @Test("relations follow the policy of each event", arguments: events)
    func relations(row: RelationRow) throws { try row.check() }

    @Test func `an order of before the switch sees a relation that the new policy made`() throws {
        let scenario = try Scenario(
            """
            created T-2d; rule mine relation valid
            switch T-10h; relation 9d 3d bind link_click
            a link_click T-1h 1002
            """)
        #expect(try scenario.outcome() == "1002 by mine")
    }

    @Test func `a re-run by a policy that was never published waits`() throws {
        let scenario = try Scenario("rerun p7")
        let judgement = judge(try scenario.judgingCase(), directory: scenario.directory())
        #expect(judgement == .notYet(.noPolicy))
    }
}
