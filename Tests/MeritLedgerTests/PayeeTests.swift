import Testing

@testable import MeritLedger

/// Several payees, other payees, other lines.
struct PayeeTests {
    @Test func `one fen among seven payees goes to the lowest number`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1
            judge 1007:1 1006:1 1005:1 1004:1 1003:1 1002:1 1001:1
            post
            lines 11-04 10:00 a=8
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1 credit 11-03 10:00
                2 2026-11 a 1001 1 edit 11-03 10:00
                3 2026-11 a 1002 1 edit 11-03 10:00
                4 2026-11 a 1003 1 edit 11-03 10:00
                5 2026-11 a 1004 1 edit 11-03 10:00
                6 2026-11 a 1005 1 edit 11-03 10:00
                7 2026-11 a 1006 1 edit 11-03 10:00
                8 2026-11 a 1007 1 edit 11-03 10:00
                """)
    }

    @Test func `unattributed money has entries like any payee, last on its line`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000 b=10
            judge 0:1 1001:1
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 500 credit 11-03 10:00
                2 2026-11 a 0 500 credit 11-03 10:00
                3 2026-11 b 1001 5 credit 11-03 10:00
                4 2026-11 b 0 5 credit 11-03 10:00
                """)
    }

    @Test func `judged again, the credit moves in each month it stands in`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1@shoes
            refund 12-02 09:00 R1 a=300
            post
            judge 1002:1@hats
            post
            judge 0:1
            refund 12-03 09:00 R2 a=700
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-28 10:00 shoes
                2 2026-12 a 1001 -300 reversal 12-02 09:00 shoes
                3 2026-11 a 1001 -1000 rejudge 11-28 10:00 shoes
                4 2026-12 a 1001 300 rejudge 12-02 09:00 shoes
                5 2026-11 a 1002 1000 rejudge 11-28 10:00 hats
                6 2026-12 a 1002 -300 rejudge 12-02 09:00 hats
                7 2026-11 a 1002 -1000 rejudge 11-28 10:00 hats
                8 2026-12 a 1002 300 rejudge 12-02 09:00 hats
                9 2026-11 a 0 1000 rejudge 11-28 10:00
                10 2026-12 a 0 -1000 rejudge 12-03 09:00
                """)
    }

    @Test func `an order edited to other lines keeps its payee and its refunds`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            refund 11-05 09:00 R1 a=300
            post
            lines 11-06 10:00 b=2000
            post
            lines 11-07 10:00 b=2000 a=500
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                3 2026-11 a 1001 -700 edit 11-03 10:00
                4 2026-11 b 1001 2000 edit 11-03 10:00
                5 2026-11 a 1001 200 edit 11-03 10:00
                """)
    }

    @Test func `a booked order without entries gets its credit when it gets lines`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00
            judge 1001:1
            post
            lines 11-06 10:00 a=2000
            post
            """)
        #expect(entries == "1 2026-11 a 1001 2000 credit 11-03 10:00")
    }

    @Test func `an order that is judged before it is known to be booked posts nothing`() throws {
        let entries = try LedgerScript.entries(
            """
            lines 11-03 10:00 a=1000
            judge 1001:1
            post
            refund 11-05 09:00 R1 a=300
            post
            """)
        #expect(entries == "")
    }
}
