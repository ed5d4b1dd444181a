import MeritCore
import MeritOrders
import Testing

@testable import MeritLedger

/// The booking instant B: what comes before it lowers the credit, what comes after it reverses.
struct BookingTests {
    @Test func `booked seven days after completion, what was refunded by then is no credit`()
        throws
    {
        // Completed on 11-25 10:00: B is 12-02 10:00.
        let entries = try LedgerScript.entries(
            """
            paid 11-20 10:00 a=1000
            judge 1001:1
            booked -
            post
            refund 11-28 09:00 R1 a=300
            post
            booked 12-02 10:00
            post
            refund 12-02 10:00 R2 a=100
            post
            refund 12-02 10:01 R3 a=50
            post
            """)
        // R2 lies at B itself: it belongs to the credit, which was posted before it was told.
        #expect(
            entries == """
                1 2026-12 a 1001 700 credit 12-02 10:00
                2 2026-12 a 1001 -100 reversal 12-02 10:00
                3 2026-12 a 1001 -50 reversal 12-02 10:01
                """)
    }

    @Test func `refunds before B that arrive in time are within the credit`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-20 10:00 a=1000
            judge 1001:1
            booked 12-02 10:00
            refund 12-02 10:00 R2 a=100
            refund 12-02 10:01 R3 a=50
            refund 11-28 09:00 R1 a=300
            post
            """)
        #expect(
            entries == """
                1 2026-12 a 1001 600 credit 12-02 10:00
                2 2026-12 a 1001 -50 reversal 12-02 10:01
                """)
    }

    @Test func `a refund before B that is told later is due in B's month`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-20 10:00 a=1000
            judge 1001:1
            booked 12-02 10:00
            post
            refund 11-28 09:00 R1 a=300
            post
            """)
        #expect(
            entries == """
                1 2026-12 a 1001 1000 credit 12-02 10:00
                2 2026-12 a 1001 -300 reversal 12-02 10:00
                """)
    }

    @Test func `B moved behind a refund takes the refund into the credit`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-20 10:00 a=1000
            judge 1001:1
            refund 11-28 09:00 R1 a=300
            post
            booked 12-02 10:00
            post
            booked 11-25 10:00
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-20 10:00
                2 2026-11 a 1001 -300 reversal 11-28 09:00
                3 2026-11 a 1001 -700 edit 11-20 10:00
                4 2026-12 a 1001 700 edit 12-02 10:00
                5 2026-11 a 1001 700 edit 11-25 10:00
                6 2026-12 a 1001 -700 edit 12-02 10:00
                """)
    }

    @Test func `B unknown again takes everything back, and known again gives it once more`() throws
    {
        let entries = try LedgerScript.entries(
            """
            paid 11-20 10:00 a=1000
            judge 1001:1
            refund 12-01 09:00 R1 a=300
            post
            booked -
            post
            booked 11-22 10:00
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-20 10:00
                2 2026-12 a 1001 -300 reversal 12-01 09:00
                3 2026-11 a 1001 -1000 edit 11-20 10:00
                4 2026-12 a 1001 300 edit 12-01 09:00
                5 2026-11 a 1001 1000 edit 11-22 10:00
                6 2026-12 a 1001 -300 edit 12-01 09:00
                """)
    }

    @Test func `a credit taken back from a closed month is taken from the oldest open one`() throws
    {
        let entries = try LedgerScript.entries(
            """
            paid 11-20 10:00 a=1000
            judge 1001:1
            post
            close 2026-11
            booked -
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-20 10:00
                2 2026-12 a 1001 -1000 edit 11-20 10:00
                """)
    }

    @Test func `a booking instant at a month's first moment belongs to that month`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 12-01 00:00 a=1000
            judge 1001:1
            refund 2027-01-01 00:00 R1 a=300
            post
            """)
        #expect(
            entries == """
                1 2026-12 a 1001 1000 credit 12-01 00:00
                2 2027-01 a 1001 -300 reversal 2027-01-01 00:00
                """)
    }

    @Test func `judged again in November, an order refunded in December moves in both months`()
        throws
    {
        let entries = try LedgerScript.entries(
            """
            refund 12-10 09:00 R1 a=250
            paid 11-03 10:00 a=1000
            judge 1001:3 1002:1
            post
            judge 1002:1
            post
            """)
        // 1000 are 750 : 250, 750 are 562 : 188 (562.5 each way: the tie goes to 1001's number).
        #expect(
            entries == """
                1 2026-11 a 1001 750 credit 11-03 10:00
                2 2026-12 a 1001 -187 reversal 12-10 09:00
                3 2026-11 a 1002 250 credit 11-03 10:00
                4 2026-12 a 1002 -63 reversal 12-10 09:00
                5 2026-11 a 1001 -750 rejudge 11-03 10:00
                6 2026-12 a 1001 187 rejudge 12-10 09:00
                7 2026-11 a 1002 750 rejudge 11-03 10:00
                8 2026-12 a 1002 -187 rejudge 12-10 09:00
                """)
    }
}
