import MeritCore
import Testing

@testable import MeritCollector

struct HTTPDateTests {
    @Test func `the date line is the fixed form of RFC 9110`() {
        #expect(HTTPDate.text(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(HTTPDate.text(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(HTTPDate.text(-1) == "Wed, 31 Dec 1969 23:59:59 GMT")
        #expect(HTTPDate.text(1_795_235_999) == "Sat, 21 Nov 2026 04:39:59 GMT")
    }

    @Test func `the line changes with the second and no sooner`() {
        var date = HTTPDate()
        date.update(Timestamp(milliseconds: 784_111_777_000))
        let first = date.line
        date.update(Timestamp(milliseconds: 784_111_777_999))
        #expect(date.line == first)
        date.update(Timestamp(milliseconds: 784_111_778_000))
        #expect(
            String(decoding: date.line, as: UTF8.self) == "Date: Sun, 06 Nov 1994 08:49:38 GMT\r\n")
    }
}
