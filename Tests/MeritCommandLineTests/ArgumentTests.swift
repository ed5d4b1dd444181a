import MeritCore
import MeritJSON
import Testing

@testable import merit

struct ArgumentTests {
    @Test func `shares name a payee and a value`() {
        let share = PayeeShare(argument: "1001=5000")
        #expect(share?.staff == StaffNumber(unchecked: 1001))
        #expect(share?.value == 5_000)
        #expect(PayeeShare(argument: "0=1")?.staff == .unattributed)
        for text in ["1001", "=1", "1001=", "1001=1=2", "16777216=1", "-1=1", "1=9007199254740993"]
        {
            #expect(PayeeShare(argument: text) == nil, "\(text)")
        }
    }

    @Test func `an identifier never stands in an argument`() {
        #expect(AliasArgument(argument: "phone:13812345678") == nil)
        #expect(AliasArgument(argument: "unionid:o6abcdefg") == nil)
        #expect(AliasArgument(argument: "phone:-")?.hash == nil)
        #expect(AliasArgument(argument: "phone:-")?.kind == .phone)
        let hash = String(repeating: "0a", count: 16)
        #expect(AliasArgument(argument: "unionid:\(hash)")?.hash == hash)
    }

    @Test func `an alias is sent as it was given`() throws {
        var writer = JSONWriter()
        let hash = String(repeating: "0a", count: 16)
        let typed = try #require(AliasArgument(argument: "phone:-"))
        let shown = try #require(AliasArgument(argument: "unionid:\(hash)"))
        writer.object { body in
            typed.write("left", identifier: "138", to: &body)
            shown.write("right", identifier: nil, to: &body)
        }
        #expect(
            writer.text == #"{"left":{"phone":"138"},"right":{"alias":"unionid:\#(hash)"}}"#)
    }
}
