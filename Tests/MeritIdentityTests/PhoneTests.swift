import MeritCore
import MeritIdentity
import Testing

@Suite("Phone numbers")
struct PhoneTests {
    private func alias(_ value: String) throws -> AliasOutcome {
        let key = [UInt8](repeating: 3, count: 32)
        let hasher = AliasHasher(pseudonymKey: key, mainAppID: nil, mainCorpID: nil)
        return try #require(hasher).alias(kind: .phone, value: value, shop: nil)
    }

    @Test(
        "one number is one alias, however it is written",
        arguments: [
            "+8613800138000", "138 0013 8000", "138-0013-8000", "+86 138 0013 8000",
            "+86-138-0013-8000", "008613800138000", "0086 138 0013 8000", "8613800138000",
            "86 138-0013-8000", " 13800138000 ",
        ])
    func spellings(_ value: String) throws {
        let expected = try alias("13800138000")
        guard case .alias = expected else {
            Issue.record("11 digits from 1 are a number")
            return
        }
        #expect(try alias(value) == expected)
    }

    @Test("a number of another country is not one of China")
    func countries() throws {
        #expect(try alias("+852 2123 4567") == alias("0085221234567"))
        #expect(try alias("+13800138000") != alias("13800138000"))
        #expect(try alias("+862112345678") != alias("+8612112345678"))
    }

    @Test(
        "what no rule turns into E.164 is refused",
        arguments: [
            "12345", "1380013800", "138001380001", "23800138000", "021-12345678", "+", "-", "+ -x",
            "+0138001380", "+123456", "+1234567890123456", "001", "00", "abc", "138OO138OOO",
            "１３８００１３８０００", "13800138000;13900139000", "+86+13800138000", "(021)12345678",
            "86 02112345678",
        ])
    func malformed(_ value: String) throws {
        let outcome = try alias(value)
        let isNoNumber = outcome == .refused(.malformedPhone) || outcome == .ignored
        #expect(isNoNumber, "\(outcome)")
        if !["00", "-"].contains(value) { #expect(outcome == .refused(.malformedPhone)) }
    }

    @Test(
        "a filler is one with a country code, spaces or dashes too",
        arguments: [
            "+8611111111111", "+86 111 1111 1111", "111-1111-1111", "0086 11111111111", "0-0",
            "+00000000", "86 11111111111", "+86 138****8000", "+86null",
        ])
    func fillers(_ value: String) throws {
        let outcome = try alias(value)
        #expect(outcome == .ignored || value == "+86null")
    }
}
