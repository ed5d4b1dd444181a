import MeritCore
import MeritOrders
import Testing

@testable import MeritLedger

/// Other lines, another freight, other payments: the credit follows what the order is now said to
/// be, from its booking instant on.
struct EditTests {
    @Test func `an order edited upwards and downwards is credited with the difference`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1 1002:1
            post
            lines 11-04 10:00 a=1500
            post
            lines 11-05 10:00 a=1201
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 500 credit 11-03 10:00
                2 2026-11 a 1002 500 credit 11-03 10:00
                3 2026-11 a 1001 250 edit 11-03 10:00
                4 2026-11 a 1002 250 edit 11-03 10:00
                5 2026-11 a 1001 -149 edit 11-03 10:00
                6 2026-11 a 1002 -150 edit 11-03 10:00
                """)
    }

    @Test func `a line that went away takes its refund along, and is owed nothing`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000 b=500
            judge 1001:1
            refund 11-05 09:00 R1 a=300
            post
            lines 11-06 10:00 b=500
            post
            lines 11-07 10:00 a=400 b=500
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                3 2026-11 b 1001 500 credit 11-03 10:00
                4 2026-11 a 1001 -700 edit 11-03 10:00
                5 2026-11 a 1001 100 edit 11-03 10:00
                """)
    }

    @Test func `a line moved to an excluded category loses its base`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000 b=500
            judge 1001:1
            post
            lines 11-04 10:00 a=1000 b=500@gift
            post
            lines 11-05 10:00 a=1000@gift b=500
            post
            """,
            OrderBooks(basis: NetBasis(.goods, excluding: [Category(unchecked: "gift")])))
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 b 1001 500 credit 11-03 10:00
                3 2026-11 b 1001 -500 edit 11-03 10:00
                4 2026-11 a 1001 -1000 edit 11-03 10:00
                5 2026-11 b 1001 500 edit 11-03 10:00
                """)
    }

    @Test func `another freight is an edit under paid`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000 freight=800
            judge 1001:1
            post
            lines 11-04 10:00 freight=500
            post
            """, OrderBooks(basis: NetBasis(.paid)))
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 freight 1001 800 credit 11-03 10:00
                3 2026-11 freight 1001 -300 edit 11-03 10:00
                """)
    }

    @Test func `an order paid twice is credited once, at the time of the higher version`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            post
            paid 11-28 10:00
            post
            paid 12-01 08:00 a=1000
            post
            paid 11-27 09:00 version=1
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-28 10:00
                2 2026-11 a 1001 -1000 edit 11-28 10:00
                3 2026-12 a 1001 1000 edit 12-01 08:00
                """)
    }

    @Test func `a presale is credited at its deposit, and its balance is an edit of that month`()
        throws
    {
        // The deposit of 100 in October; the balance comes with the lines of November.
        let entries = try LedgerScript.entries(
            """
            paid 10-24 20:00 a=100
            judge 1001:1
            post
            lines 11-11 00:05 a=1000
            post
            refund 11-20 09:00 R1 a=1000
            post
            """)
        #expect(
            entries == """
                1 2026-10 a 1001 100 credit 10-24 20:00
                2 2026-10 a 1001 900 edit 10-24 20:00
                3 2026-11 a 1001 -1000 reversal 11-20 09:00
                """)
    }

    @Test func `an edit of a closed month's order is due in the oldest open month`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            close 2026-11
            lines 12-04 10:00 a=1500
            post
            close 2026-12
            cancel 12-20 10:00
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-12 a 1001 500 edit 11-03 10:00
                3 2027-01 a 1001 -1500 reversal 12-20 10:00
                """)
    }
}
