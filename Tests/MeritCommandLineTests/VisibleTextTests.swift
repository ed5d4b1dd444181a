import Testing

@testable import merit

struct VisibleTextTests {
    @Test(arguments: [
        ("plain 文字 é", "plain 文字 é"), ("\u{1b}[2J", "\\u001b[2J"), ("a\u{7f}b", "a\\u007fb"),
        ("\u{9b}1m", "\\u009b1m"), ("\u{202e}txt", "\\u202etxt"), ("a\r\nb", "a\\u000d\\u000ab"),
    ])
    func `what moves a cursor or turns writing is shown as its code`(
        text: String, shown: String
    ) {
        #expect(VisibleText.line(text) == shown)
    }

    @Test func `a body keeps its own lines and tabs`() {
        #expect(VisibleText.lines("{\n\t\"a\": 1\u{1b}\n}") == "{\n\t\"a\": 1\\u001b\n}")
    }
}
