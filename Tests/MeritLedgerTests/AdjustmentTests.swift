import MeritCore
import Testing

@testable import MeritLedger

/// Adjustments: people put other weights in the place of the judged ones. What an adjustment moves
/// sums to nothing on each line; later amounts follow the new weights.
struct AdjustmentTests {
    @Test func `an adjustment moves credit on each line and adds none`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000 b=500
            judge 1001:1@shoes
            post
            adjust 1001:600@shoes 1002:900@hats
            post
            """)
        // 600 : 900 of 1000 are 400 : 600, of 500 they are 200 : 300.
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00 shoes
                2 2026-11 b 1001 500 credit 11-03 10:00 shoes
                3 2026-11 a 1001 -600 adjustment 11-03 10:00 shoes
                4 2026-11 a 1002 600 adjustment 11-03 10:00 hats
                5 2026-11 b 1001 -300 adjustment 11-03 10:00 shoes
                6 2026-11 b 1002 300 adjustment 11-03 10:00 hats
                """)
    }

    @Test func `a refund after an adjustment is taken from those it credits`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            adjust 1001:250 1002:750
            post
            refund 11-05 09:00 R1 a=400
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -750 adjustment 11-03 10:00
                3 2026-11 a 1002 750 adjustment 11-03 10:00
                4 2026-11 a 1001 -100 reversal 11-05 09:00
                5 2026-11 a 1002 -300 reversal 11-05 09:00
                """)
    }

    @Test(
        "a refund in the same posting is reversed by the weights before, then adjusted",
        arguments: [
            ["refund 11-05 09:00 R1 a=300", "adjust 1001:350 1002:350"],
            ["adjust 1001:350 1002:350", "refund 11-05 09:00 R1 a=300"],
        ])
    func refundAndAdjustment(steps: [String]) throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            \(steps.joined(separator: "\n"))
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                3 2026-11 a 1001 -350 adjustment 11-03 10:00
                4 2026-11 a 1002 350 adjustment 11-03 10:00
                """)
    }

    @Test func `each month of a refunded order is adjusted on its own`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            post
            refund 12-02 09:00 R1 a=400
            adjust 1001:300 1002:300
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-28 10:00
                2 2026-12 a 1001 -400 reversal 12-02 09:00
                3 2026-11 a 1001 -500 adjustment 11-28 10:00
                4 2026-12 a 1001 200 adjustment 12-02 09:00
                5 2026-11 a 1002 500 adjustment 11-28 10:00
                6 2026-12 a 1002 -200 adjustment 12-02 09:00
                """)
    }

    @Test func `evidence and edits in the same posting come before the adjustment`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            judge 1002:1
            lines 11-04 10:00 a=1200
            adjust 1003:1
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -1000 rejudge 11-03 10:00
                3 2026-11 a 1002 1200 rejudge 11-03 10:00
                4 2026-11 a 1002 -1200 adjustment 11-03 10:00
                5 2026-11 a 1003 1200 adjustment 11-03 10:00
                """)
    }

    @Test func `an order adjusted before its first posting is credited as judged first`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1@shoes
            refund 11-05 09:00 R1 a=300
            adjust 1002:1@hats
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00 shoes
                2 2026-11 a 1001 -300 reversal 11-05 09:00 shoes
                3 2026-11 a 1001 -700 adjustment 11-03 10:00 shoes
                4 2026-11 a 1002 700 adjustment 11-03 10:00 hats
                """)
    }

    @Test func `an order adjusted before its booking instant is known is credited as adjusted`()
        throws
    {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            booked -
            post
            adjust 1002:1
            post
            booked 12-05 10:00
            post
            """)
        #expect(entries == "1 2026-12 a 1002 1000 credit 12-05 10:00")
    }

    @Test func `money can be adjusted to nobody and back`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1@shoes
            post
            adjust 0:1
            post
            adjust 1001:1@shoes
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00 shoes
                2 2026-11 a 1001 -1000 adjustment 11-03 10:00 shoes
                3 2026-11 a 0 1000 adjustment 11-03 10:00
                4 2026-11 a 1001 1000 adjustment 11-03 10:00 shoes
                5 2026-11 a 0 -1000 adjustment 11-03 10:00
                """)
    }

    @Test func `two adjustments before a posting leave what came first to the first weights`()
        throws
    {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000
            judge 1001:1
            post
            adjust 1002:1
            adjust 1003:1
            refund 11-05 09:00 R1 a=300
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                3 2026-11 a 1001 -700 adjustment 11-03 10:00
                4 2026-11 a 1003 700 adjustment 11-03 10:00
                """)
    }

    @Test func `a closed month is adjusted in the oldest open one`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            post
            close 2026-11
            refund 11-29 09:00 R1 a=200
            adjust 1001:400 1002:400
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-28 10:00
                2 2026-12 a 1001 -200 reversal 11-29 09:00
                3 2026-12 a 1001 -400 adjustment 11-28 10:00
                4 2026-12 a 1002 400 adjustment 11-28 10:00
                """)
    }

    @Test func `fen per payee become weights on each line, to the last fen`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=7 b=2 c=1
            judge 0:1
            post
            adjust 1001:5 1002:3 1003:2
            post
            """)
        // 7 fen by 5 : 3 : 2, one by one to the greatest of 5, 5/3, 5/5, 5/7 : 3, 3/3 : 2.
        let expected = """
            1 2026-11 a 0 7 credit 11-03 10:00
            2 2026-11 b 0 2 credit 11-03 10:00
            3 2026-11 c 0 1 credit 11-03 10:00
            4 2026-11 a 1001 4 adjustment 11-03 10:00
            5 2026-11 a 1002 2 adjustment 11-03 10:00
            6 2026-11 a 1003 1 adjustment 11-03 10:00
            7 2026-11 a 0 -7 adjustment 11-03 10:00
            8 2026-11 b 1001 1 adjustment 11-03 10:00
            9 2026-11 b 1002 1 adjustment 11-03 10:00
            10 2026-11 b 0 -2 adjustment 11-03 10:00
            11 2026-11 c 1001 1 adjustment 11-03 10:00
            12 2026-11 c 0 -1 adjustment 11-03 10:00
            """
        #expect(entries == expected)
    }

    @Test func `entries of an adjustment name it, those before it the decision before`() throws {
        // Records: 1 paid, 2 evidence, 3 decision, 4 refund, 5 adjustment, 6 decision.
        var script = LedgerScript()
        for step in [
            "paid 11-03 10:00 a=1000", "judge 1001:1", "post", "refund 11-05 09:00 R1 a=300",
            "adjust 1002:1", "post",
        ] {
            try script.take(Substring(step))
        }
        let entries = script.books.entries
        #expect(entries.map(\.kind) == [.credit, .reversal, .adjustment, .adjustment])
        #expect(entries.map(\.decision.value) == [3, 3, 6, 6])
        #expect(entries.map(\.cause.value) == [2, 4, 5, 5])
        #expect(entries.map(\.rule) == ["shared", "shared", "shared", nil])
    }
}
