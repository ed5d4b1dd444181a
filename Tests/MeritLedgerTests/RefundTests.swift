import MeritCore
import MeritOrders
import Testing

@testable import MeritLedger

/// Refunds and cancellations: reversed by the frozen weights, in the month in which they happened.
struct RefundTests {
    @Test func `a full refund takes everything back`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=19900
            judge 1001:1@shoes
            post
            refund 11-05 09:00 R1 a=19900
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 19900 credit 11-03 10:00 shoes
                2 2026-11 a 1001 -19900 reversal 11-05 09:00 shoes
                """)
    }

    @Test func `partial refunds beyond what there is stop at zero`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:2 1002:1
            post
            refund 11-04 09:00 R1 a=400
            post
            refund 11-05 09:00 R2 a=400
            post
            refund 11-06 09:00 R3 a=400
            post
            refund 11-07 09:00 R4 a=400
            post
            """)
        // 1000 → 667 : 333, 600 → 400 : 200, 200 → 133 : 67, 0.
        #expect(
            entries == """
                1 2026-11 a 1001 667 credit 11-03 10:00
                2 2026-11 a 1002 333 credit 11-03 10:00
                3 2026-11 a 1001 -267 reversal 11-04 09:00
                4 2026-11 a 1002 -133 reversal 11-04 09:00
                5 2026-11 a 1001 -267 reversal 11-05 09:00
                6 2026-11 a 1002 -133 reversal 11-05 09:00
                7 2026-11 a 1001 -133 reversal 11-06 09:00
                8 2026-11 a 1002 -67 reversal 11-06 09:00
                """)
    }

    @Test func `a refund that arrives before the order waits for it`() throws {
        let entries = try LedgerScript.entries(
            """
            refund 11-05 09:00 R1 a=300
            post
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                """)
    }

    @Test func `a refund dated before the payment lowers the credit itself`() throws {
        let entries = try LedgerScript.entries(
            """
            refund 11-02 09:00 R1 a=300
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            """)
        #expect(entries == "1 2026-11 a 1001 700 credit 11-03 10:00")
    }

    @Test func `a corrected refund counts as corrected and a withdrawn one not at all`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            refund 11-05 09:00 R1 a=300
            post
            refund 11-06 09:00 R1 a=500
            post
            refund 11-07 09:00 R1 a=0
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                3 2026-11 a 1001 -200 reversal 11-06 09:00
                4 2026-11 a 1001 500 reversal 11-06 09:00
                """)
    }

    @Test func `a refund corrected into the next month moves there`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            refund 11-30 09:00 R1 a=300
            post
            refund 12-02 09:00 R1 a=500
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-30 09:00
                3 2026-11 a 1001 300 reversal 11-30 09:00
                4 2026-12 a 1001 -500 reversal 12-02 09:00
                """)
    }

    @Test func `a refund of the whole order is taken off its lines by what they have`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=3000 b=1000 g=2000@gift freight=800
            judge 1001:1
            post
            refund 11-05 09:00 R1 order=1200
            post
            """,
            OrderBooks(basis: NetBasis(.paid, excluding: [Category(unchecked: "gift")])))
        // 1200 falls on 3000 : 1000 : 2000 as 600, 200, 400; gifts have no base, freight no part.
        #expect(
            entries == """
                1 2026-11 a 1001 3000 credit 11-03 10:00
                2 2026-11 b 1001 1000 credit 11-03 10:00
                3 2026-11 freight 1001 800 credit 11-03 10:00
                4 2026-11 a 1001 -600 reversal 11-05 09:00
                5 2026-11 b 1001 -200 reversal 11-05 09:00
                """)
    }

    @Test func `a cancellation after a refund takes what is left`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            refund 11-05 09:00 R1 a=300
            post
            cancel 11-08 09:00
            post
            refund 11-09 09:00 R2 a=300
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                3 2026-11 a 1001 -700 reversal 11-08 09:00
                """)
    }

    @Test func `a cancellation before the payment leaves nothing to credit`() throws {
        let entries = try LedgerScript.entries(
            """
            cancel 11-02 09:00
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            """)
        #expect(entries == "")
    }

    @Test func `refunds of one posting are one entry at the later one's moment`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            refund 11-06 09:00 R2 a=200
            refund 11-05 09:00 R1 a=300
            post
            refund 11-04 09:00 R3 a=100
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -500 reversal 11-06 09:00
                3 2026-11 a 1001 -100 reversal 11-04 09:00
                """)
    }

    @Test func `freight less its refunds is credited under paid and not under goods`() throws {
        let script = """
            paid 11-03 10:00 a=1000 freight=800
            judge 1001:1
            post
            refund 11-05 09:00 R1 a=100 freight=900
            post
            """
        #expect(
            try LedgerScript.entries(script, OrderBooks(basis: NetBasis(.paid))) == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 freight 1001 800 credit 11-03 10:00
                3 2026-11 a 1001 -100 reversal 11-05 09:00
                4 2026-11 freight 1001 -800 reversal 11-05 09:00
                """)
        #expect(
            try LedgerScript.entries(script) == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -100 reversal 11-05 09:00
                """)
    }

    @Test func `refunds of the whole order beyond what is left stop at zero, line by line`() throws
    {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=100 b=100 c=1
            judge 1001:1
            post
            refund 11-04 09:00 R1 b=100
            refund 11-05 09:00 R2 order=50
            post
            refund 11-06 09:00 R3 order=900
            post
            refund 11-07 09:00 R3 order=0
            post
            """)
        // Of the 50 the lines a and c bear 50 and 0; afterwards nothing is left, then 50 and 1.
        #expect(
            entries == """
                1 2026-11 a 1001 100 credit 11-03 10:00
                2 2026-11 b 1001 100 credit 11-03 10:00
                3 2026-11 c 1001 1 credit 11-03 10:00
                4 2026-11 a 1001 -50 reversal 11-05 09:00
                5 2026-11 b 1001 -100 reversal 11-04 09:00
                6 2026-11 a 1001 -50 reversal 11-06 09:00
                7 2026-11 c 1001 -1 reversal 11-06 09:00
                8 2026-11 a 1001 50 reversal 11-06 09:00
                9 2026-11 c 1001 1 reversal 11-06 09:00
                """)
    }

    @Test func `a line's refund after one of the whole order shifts that one to the others`() throws
    {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000 b=1000
            judge 1001:1
            post
            refund 11-04 09:00 R1 order=500
            post
            refund 12-05 09:00 R2 b=1000
            post
            """)
        // 250 each; once b has nothing left, all 500 are a's.
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 b 1001 1000 credit 11-03 10:00
                3 2026-11 a 1001 -250 reversal 11-04 09:00
                4 2026-11 b 1001 -250 reversal 11-04 09:00
                5 2026-12 a 1001 -250 reversal 12-05 09:00
                6 2026-12 b 1001 -750 reversal 12-05 09:00
                """)
    }

    @Test func `an excess refund that was corrected to the right amount leaves the rest`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            refund 11-04 09:00 R1 a=9999
            post
            refund 11-04 09:00 R1 a=999
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -1000 reversal 11-04 09:00
                3 2026-11 a 1001 1 reversal 11-04 09:00
                """)
    }

    @Test func `a correction of a lower version that arrives late changes nothing`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            refund 11-05 09:00 R1 a=300 version=9
            post
            refund 11-04 09:00 R1 a=700 version=8
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                """)
    }

    @Test func `the earliest of two cancellations counts, whichever came first`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            post
            cancel 12-05 10:00
            post
            cancel 11-30 10:00
            post
            cancel 12-06 10:00
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-28 10:00
                2 2026-12 a 1001 -1000 reversal 12-05 10:00
                3 2026-11 a 1001 -1000 reversal 11-30 10:00
                4 2026-12 a 1001 1000 reversal 12-05 10:00
                """)
    }

    @Test func `a refund withdrawn after its month was closed comes back in the open one`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            refund 11-05 09:00 R1 a=300
            post
            close 2026-11
            refund 11-05 09:00 R1 a=0
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                3 2026-12 a 1001 300 reversal 11-05 09:00
                """)
    }
}
