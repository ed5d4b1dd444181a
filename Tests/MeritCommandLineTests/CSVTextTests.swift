import Testing

@testable import merit

struct CSVTextTests {
    @Test(arguments: [
        ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
        ("\u{feff}a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
        ("\"x, \"\"y\"\"\nz\",\n", [["x, \"y\"\nz", ""]]),
        ("a", [["a"]]),
        ("", []),
    ])
    func `records and fields are cut as RFC 4180 says`(text: String, rows: [[String]]) {
        #expect(CSVText.rows(text) == rows)
    }
}
