import MeritCore
import Testing

@testable import MeritLedger

/// Which month and which day an entry belongs to.
struct MonthTests {
    static let december = """
        1 2026-11 a 1001 1000 credit 11-28 10:00
        2 2026-12 a 1001 -300 reversal 12-02 09:00
        """

    @Test func `monthly figures do not depend on which webhook came first`() throws {
        let paidFirst = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            post
            refund 12-02 09:00 R1 a=300
            post
            """)
        let refundFirst = try LedgerScript.entries(
            """
            refund 12-02 09:00 R1 a=300
            paid 11-28 10:00 a=1000
            judge 1001:1
            post
            """)
        #expect(paidFirst == Self.december)
        #expect(refundFirst == Self.december)
    }

    @Test func `a month that begins on the 26th is named after the day it ends in`() throws {
        let books = OrderBooks(calendar: OrderBooks.shanghai(monthStart: 26))
        let entries = try LedgerScript.entries(
            """
            paid 11-25 23:59 a=1000
            judge 1001:1
            refund 11-26 00:00 R1 a=300
            post
            """, books)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-25 23:59
                2 2026-12 a 1001 -300 reversal 11-26 00:00
                """)
    }

    @Test func `a day that begins at four keeps the small hours in the month before`() throws {
        let books = OrderBooks(calendar: OrderBooks.shanghai(dayStartMinutes: 240))
        let entries = try LedgerScript.entries(
            """
            paid 12-01 03:59 a=1000
            judge 1001:1
            refund 12-01 04:00 R1 a=300
            post
            """, books)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 12-01 03:59
                2 2026-12 a 1001 -300 reversal 12-01 04:00
                """)
        let calendar = books.calendar
        let small = try #require(Timestamp(rfc3339: "2026-12-01T03:59:00+08:00"))
        let november = try #require(Period("2026-11"))
        let day = calendar.reportDay(at: small, in: november, recordedAt: small)
        #expect(day.description == "2026-11-30")
    }

    @Test func `a credit booked later than judged holds the refunds until then`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            booked -
            post
            refund 12-02 09:00 R1 a=300
            post
            booked 12-05 10:00
            post
            refund 12-06 09:00 R2 a=100
            post
            """)
        #expect(
            entries == """
                1 2026-12 a 1001 700 credit 12-05 10:00
                2 2026-12 a 1001 -100 reversal 12-06 09:00
                """)
    }

    @Test func `a booking instant in the future is posted at once, to its own month`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            booked 2027-02-01 00:00
            post
            """)
        #expect(entries == "1 2027-02 a 1001 1000 credit 2027-02-01 00:00")
    }

    @Test func `a booking instant that moves takes the credit along`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            post
            booked 12-05 10:00
            post
            booked -
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-28 10:00
                2 2026-11 a 1001 -1000 edit 11-28 10:00
                3 2026-12 a 1001 1000 edit 12-05 10:00
                4 2026-12 a 1001 -1000 edit 12-05 10:00
                """)
    }

    @Test func `what a closed month lacks is due in the oldest open one, and only once`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            judge 1001:1
            post
            close 2026-11
            refund 11-29 09:00 R1 a=300
            post
            post
            refund 12-02 09:00 R2 a=100
            post
            close 2026-12
            refund 11-29 09:00 R1 a=0
            post
            close 2027-01
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-28 10:00
                2 2026-12 a 1001 -300 reversal 11-29 09:00
                3 2026-12 a 1001 -100 reversal 12-02 09:00
                4 2027-01 a 1001 300 reversal 11-29 09:00
                """)
    }

    @Test func `an order judged after its month closed is credited in the oldest open`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-28 10:00 a=1000
            close 2026-12
            judge 1001:1
            refund 11-29 09:00 R1 a=300
            post
            """)
        #expect(
            entries == """
                1 2027-01 a 1001 1000 credit 11-28 10:00
                2 2027-01 a 1001 -300 reversal 11-29 09:00
                """)
    }

    @Test(
        "a late entry counts on the day it was recorded, held within its month",
        arguments: [
            ("2026-11-28", "2027-01-09", "2027-01-09"),
            ("2026-11-28", "2026-12-31", "2027-01-01"),
            ("2026-11-28", "2027-02-03", "2027-01-31"),
            ("2027-01-20", "2027-02-03", "2027-01-20"),
        ])
    func lateEntry(at: String, recorded: String, day: String) throws {
        let january = try #require(Period("2027-01"))
        let counted = OrderBooks.shanghai().reportDay(
            at: try #require(Timestamp(rfc3339: "\(at)T12:00:00+08:00")), in: january,
            recordedAt: try #require(Timestamp(rfc3339: "\(recorded)T12:00:00+08:00")))
        #expect(counted.description == day)
    }
}
