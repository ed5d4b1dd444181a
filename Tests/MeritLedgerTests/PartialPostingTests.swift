import Testing

@testable import MeritLedger

/// An order of more entries than a posting holds is posted in parts: the parts are what one posting
/// would have been.
struct PartialPostingTests {
    static let credited = """
        paid 11-03 10:00 a=1000 b=500 c=10
        judge 1001:1 1002:1
        refund 12-05 09:00 R1 a=300
        """
    static let adjusted = """
        paid 11-03 10:00 a=1000 b=500
        judge 1001:1
        post
        refund 11-05 09:00 R1 a=300 b=100
        adjust 1001:1 1002:1
        """
    static let rejudged = """
        paid 11-03 10:00 a=1000 b=500
        judge 1001:1
        post
        judge 1002:1
        """

    @Test(arguments: [credited, adjusted, rejudged])
    func `the parts of a posting are its entries`(steps: String) throws {
        let whole = try LedgerScript.entries(steps + "\npost")
        let count = whole.split(separator: "\n").count
        for size in 1..<count {
            let parts = Array(repeating: "post \(size)", count: count).joined(separator: "\n")
            #expect(try LedgerScript.entries("\(steps)\n\(parts)\npost") == whole, "by \(size)")
        }
    }

    @Test func `what happens between two parts is posted with the rest`() throws {
        let entries = try LedgerScript.entries(
            """
            paid 11-03 10:00 a=1000 b=500
            judge 1001:1
            post 1
            refund 11-05 09:00 R1 a=300 b=100
            post
            """)
        #expect(
            entries == """
                1 2026-11 a 1001 1000 credit 11-03 10:00
                2 2026-11 a 1001 -300 reversal 11-05 09:00
                3 2026-11 b 1001 500 credit 11-03 10:00
                4 2026-11 b 1001 -100 reversal 11-05 09:00
                """)
    }
}
