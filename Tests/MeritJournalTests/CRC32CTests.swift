import Testing

@testable import MeritJournal

struct CRC32CTests {
    @Test("the check value of the Castagnoli polynomial is reproduced")
    func checkValue() {
        let digits = Array("123456789".utf8)
        #expect(CRC32C.checksum(digits.span) == 0xe306_9283)
    }
}
