import MeritCore
import Testing

@testable import MeritAttribution

/// `share_with_bound`: of the weight of the touches, the guide bound at T gets ten-thousandths.
@Suite struct ShareWithBoundTable {
    static let bond = "relation permanent permanent bind contact_added"
    static let policy = bond + ";rule shared touches link_click 7d linear share=2000"

    static let rows =
        [
            JudgedRow(
                "a fifth for the guide", "g contact_added T-20d 1001; a link_click T-1d 1002",
                "1001:2000 1002:8000 by shared"),
            JudgedRow(
                "on top of what the guide's touches weigh",
                """
                g contact_added T-20d 1001; a link_click T-1d 1002; b link_click T-1d 1001
                """, "1001:12000 1002:8000 by shared"),
            JudgedRow(
                "of several people each gives a fifth",
                """
                g contact_added T-20d 1001; a link_click T-1d 1002; b link_click T-1d 1002
                c link_click T-1d 2001
                """, "1001:6000 1002:16000 2001:8000 by shared"),
            JudgedRow(
                "where nobody else is credited nothing changes",
                "g contact_added T-20d 1001; a link_click T-1d 1001", "1001 by shared"),
            JudgedRow("nobody is bound", "a link_click T-1d 1002", "1002 by shared"),
            JudgedRow(
                "a guide without any eligible touch of others earns nothing by this",
                "g contact_added T-20d 1001; a link_click T-8d 1002",
                "nobody: last touch 8 d before, window 7 d"),
            JudgedRow(
                "the guide left and leavers are rejected",
                """
                leaver reject; staff 1005 south left T-1d
                g contact_added T-20d 1005; a link_click T-1d 1002
                """, "1002 by shared"),
            JudgedRow(
                "the guide left: the successor has the share",
                """
                leaver successor; staff 1005 south left T-1d successor 2001
                g contact_added T-20d 1005; a link_click T-1d 1002
                """, "1002:8000 2001:2000 by shared"),
            JudgedRow(
                "the guide's successor is the only one credited",
                """
                leaver successor; staff 1005 south left T-1d successor 1002
                g contact_added T-20d 1005; a link_click T-1d 1002
                """, "1002 by shared"),
            JudgedRow(
                "the guide left: the department's house account has the share",
                """
                leaver house; staff 1005 south left T-1d
                g contact_added T-20d 1005; a link_click T-1d 1002
                """, "1002:8000 9001:2000 by shared"),
            JudgedRow(
                "a guide who left is kept",
                """
                leaver keep; staff 1005 south left T-1d
                g contact_added T-20d 1005; a link_click T-1d 1002
                """, "1002:8000 1005:2000 by shared"),
            JudgedRow(
                "the guide is the buyer",
                """
                self exclude; staff 1007 south alias u1
                g contact_added T-20d 1007; a link_click T-1d 1002
                """, "1002 by shared"),
            JudgedRow(
                "the guide is the buyer: the store has the share",
                """
                self store; store S1; staff 1007 south alias u1
                g contact_added T-20d 1007; a link_click T-1d 1002
                """, "1002:8000 9001:2000 by shared"),
            JudgedRow(
                "the guide is of another store",
                """
                cross same_store_only; store S1
                g contact_added T-20d 2001; a link_click T-1d 1002
                """, "1002 by shared"),
        ].map { $0.under(policy) }
        + [
            JudgedRow(
                "the whole for the guide",
                """
                \(bond); rule shared touches link_click 7d linear share=10000
                g contact_added T-20d 1001; a link_click T-1d 1002; b link_click T-1d 2001
                """, "1001 by shared"),
            JudgedRow(
                "nothing for the guide",
                """
                \(bond); rule shared touches link_click 7d linear share=0
                g contact_added T-20d 1001; a link_click T-1d 1002
                """, "1002 by shared"),
            JudgedRow(
                "one ten-thousandth",
                """
                \(bond); rule shared touches link_click 7d linear share=1
                g contact_added T-20d 1001; a link_click T-1d 1002
                """, "1001:1 1002:9999 by shared"),
            JudgedRow(
                "a relation that is no longer valid shares nothing",
                """
                relation 20d 20d bind contact_added
                rule shared touches link_click 7d linear share=2000
                g contact_added T-20d 1001; a link_click T-1d 1002
                """, "1002 by shared"),
            JudgedRow(
                "one out of its protection still does",
                """
                relation 30d 10d bind contact_added
                rule shared touches link_click 7d linear share=2000
                g contact_added T-20d 1001; a link_click T-1d 1002
                """, "1001:2000 1002:8000 by shared"),
        ]

    @Test func `the proof lists the guide behind the touches, by the time of the relation`() throws
    {
        let scenario = try Scenario(
            "\(Self.policy); g contact_added T-20d 1001; a link_click T-1d 1002")
        #expect(
            try scenario.candidates() == ["guide shared accepted", "a shared accepted"])
    }

    @Test func `a guide who may not have the share is listed with the reason`() throws {
        let scenario = try Scenario(
            """
            \(Self.policy); leaver reject; staff 1005 south left T-1d
            g contact_added T-20d 1005; a link_click T-1d 1002
            """)
        #expect(
            try scenario.candidates() == ["guide shared not_eligible_staff", "a shared accepted"])
    }

    @Test func `where nobody else is credited the weights stay as they are`() throws {
        let scenario = try Scenario(
            """
            \(Self.policy); g contact_added T-20d 1001; a link_click T-1d 1001
            b link_click T-2d 1001
            """)
        #expect(try scenario.decision().shares.map(\.weight) == [2])
        #expect(try scenario.candidates() == ["b shared accepted", "a shared accepted"])
    }

    @Test func `touches whose whole weight goes to the guide are not chosen`() throws {
        let scenario = try Scenario(
            """
            \(Self.bond); rule shared touches link_click 7d linear share=10000
            g contact_added T-20d 1001; a link_click T-1d 1002; b link_click T-1d 1001
            """)
        #expect(
            try scenario.candidates() == [
                "guide shared accepted", "a shared not_chosen", "b shared not_chosen",
            ])
    }

    @Test("the bound guide has a share as this table says", arguments: rows)
    func table(row: JudgedRow) throws { try row.check() }
}
