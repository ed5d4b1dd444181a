import Testing

@testable import MeritReports

struct TextTableTests {
    @Test func `columns stand under each other, Chinese names too`() {
        var table = TextTable(
            columns: [.init("staff", .right), .init("name"), .init("net", .right)])
        table.add(row: ["1001", "张三", "19900"])
        table.add(row: ["7", "Li", "-5"])
        #expect(
            table.text == """
                staff  name    net
                -----  ----  -----
                 1001  张三  19900
                    7  Li       -5

                """)
    }

    @Test func `no line ends in blanks and missing cells are empty`() {
        var table = TextTable(columns: [.init("a"), .init("long title")])
        table.add(row: ["x"])
        #expect(table.text == "a  long title\n-  ----------\nx\n")
    }

    @Test func `what a shop sends does not steer the terminal`() {
        var table = TextTable(columns: [.init("name")])
        table.add(row: ["\u{1b}[2Jx\ny\u{202e}z"])
        #expect(table.text == "name\n---------\n?[2Jx?y?z\n")
    }

    @Test func `combining marks take no place`() {
        #expect("e\u{301}".displayWidth == 1)
        #expect("ｆ".displayWidth == 2)
        #expect("한".displayWidth == 2)
    }
}
