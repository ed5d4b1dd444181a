import MeritCore
import Testing

@testable import MeritLedger

struct CSVWriterTests {
    private func line(_ cells: String...) -> String {
        var writer = CSVWriter(.continuation)
        writer.row(cells)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    @Test func `a file begins with the byte order mark, a further part does not`() {
        #expect(CSVWriter().bytes == [0xef, 0xbb, 0xbf])
        #expect(CSVWriter(.continuation).bytes == [])
    }

    @Test func `rows end in CR LF and cells are quoted where they must be`() {
        #expect(line("a", "", "b c") == "a,,b c\r\n")
        let quoted = "\"a,b\",\"say \"\"hi\"\"\",\"two\nlines\"\r\n"
        #expect(line("a,b", "say \"hi\"", "two\nlines") == quoted)
        #expect(line("", "") == ",\r\n")
        #expect(line("张三") == "张三\r\n")
    }

    @Test(
        "no text is a formula",
        arguments: [
            "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u{a0}=1", "＝1", "－1",
            "=HYPERLINK(\"http://x\",\"y\")", "\tx",
        ])
    func formula(text: String) {
        var writer = CSVWriter(.continuation)
        writer.text(text)
        let cell = String(decoding: writer.bytes, as: UTF8.self)
        #expect(cell.hasPrefix("'") || cell.hasPrefix("\"'"), "\(cell)")
    }

    @Test func `ordinary text stays as it is`() {
        #expect(line("a=b", "1-2", "x@y", "") == "a=b,1-2,x@y,\r\n")
    }

    @Test func `negative amounts stay numbers`() {
        var writer = CSVWriter(.continuation)
        writer.amount(MinorAmount(-5_000))
        writer.number(UInt64.max)
        writer.text(nil)
        writer.endRow()
        #expect(String(decoding: writer.bytes, as: UTF8.self) == "-5000,18446744073709551615,\r\n")
    }
}
