import Testing

@testable import MeritJSON

private struct Item: Equatable {
    let name: String
    let amount: Int64
    let flag: Bool?
}

private func item() -> JSONForm<Item> {
    .object(known: ["name", "amount", "flag"]) { members, reader in
        let name = reader.required(members["name"], .text(bytes: 1...4))
        let amount = reader.required(members["amount"], .exactCount)
        let flag = reader.optional(members["flag"], .bool)
        guard let name, let amount else { return nil }
        return Item(name: name, amount: amount, flag: flag)
    }
}

private func faults<Value>(_ text: String, _ form: JSONForm<Value>) -> [String] {
    do throws(JSONFaults) {
        _ = try JSONReader.read(Array(text.utf8), as: form)
        return []
    } catch {
        return error.faults.map { "\($0.pointer) \($0.code.rawValue)" }
    }
}

@Suite struct JSONReaderTests {
    @Test("a faultless document becomes its value")
    func faultless() throws {
        let text = "[{\"name\":\"a\",\"amount\":0},{\"flag\":null,\"name\":\"导\",\"amount\":1}]"
        let items = try JSONReader.read(Array(text.utf8), as: .array(countMax: 2, of: item()))
        #expect(
            items == [
                Item(name: "a", amount: 0, flag: nil), Item(name: "导", amount: 1, flag: nil),
            ])
    }

    @Test("every fault is told, each with its pointer")
    func everyFault() {
        let text = """
            [{"name":"","amount":-1},{"name":"abcde","amount":1.5,"flag":0},{},
             {"name":null,"amount":9007199254740993,"x/y":1},7,
             {"name":"ok","amount":"5","flag":false},null]
            """
        #expect(
            faults(text, .array(countMax: 10, of: item())) == [
                "/0/name too_short", "/0/amount negative", "/1/name too_long",
                "/1/amount not_an_integer", "/1/flag wrong_type", "/2/name missing",
                "/2/amount missing", "/3/x~1y unknown_member", "/3/name wrong_type",
                "/3/amount too_large", "/4 wrong_type", "/5/amount wrong_type", "/6 wrong_type",
            ])
    }

    @Test("a syntax fault is the only fault")
    func syntax() {
        #expect(
            faults("[{\"name\":}]", .array(countMax: 1, of: item())) == [
                "/0/name unexpected_byte"
            ])
    }

    @Test(
        "integers are exact up to 2^53 and refused in every other writing",
        arguments: [
            ("0", ""), ("-0", ""), ("9007199254740992", ""), ("9007199254740993", "too_large"),
            ("9223372036854775808", "too_large"), ("1e400", "not_an_integer"),
            ("-1", "negative"), ("-9223372036854775809", "negative"), ("1.0", "not_an_integer"),
            ("1e2", "not_an_integer"), ("1E2", "not_an_integer"), ("-0.0", "not_an_integer"),
            ("\"1\"", "wrong_type"), ("true", "wrong_type"), ("null", "wrong_type"),
        ])
    func integers(text: String, code: String) {
        #expect(faults(text, .exactCount) == (code.isEmpty ? [] : [" \(code)"]))
    }

    @Test("ranges that begin below or above zero tell which bound was crossed")
    func ranges() {
        #expect(faults("0", .integer(1...9)) == [" too_small"])
        #expect(faults("-1", .integer(1...9)) == [" negative"])
        #expect(faults("-6", .integer(-5...9)) == [" too_small"])
        #expect(faults("10", .integer(-5...9)) == [" too_large"])
        #expect(faults("-5", .integer(-5...9)) == [])
    }

    @Test("absence, null and a value are three things")
    func leaves() throws {
        let form = JSONForm<[JSONLeaf<Int64>]>.object { members, reader in
            ["a", "b", "c"].map { reader.leaf(members[$0], .exactCount) }
        }
        let leaves = try JSONReader.read(Array("{\"b\":null,\"c\":3}".utf8), as: form)
        #expect(leaves == [.absent, .null, .value(3)])
    }

    @Test("a list that is too long is one fault, its elements are not read")
    func longLists() {
        #expect(faults("[1,-1,-1]", .array(countMax: 2, of: .exactCount)) == [" too_long"])
    }

    @Test("choices and parsed texts say what is allowed")
    func choices() throws {
        #expect(faults("\"x\"", .choice(["a", "b"])) == [" not_allowed"])
        #expect(faults("\"a\"", .choice(["a", "b"])) == [])
        let even = JSONForm<Int64>.exactCount.map("an even number") { $0 % 2 == 0 ? $0 : nil }
        #expect(faults("3", even) == [" bad_format"])
        let parsed = JSONForm<Int>.parsed("a number in a string") { Int($0) }
        #expect(try JSONReader.read(.string("12"), as: parsed) == 12)
        #expect(faults("\"x\"", parsed) == [" bad_format"])
    }

    @Test("messages say how to mend it")
    func messages() {
        #expect(
            throws: JSONFaults([
                JSONFault(
                    pointer: "/name", code: .missing,
                    message: "Required; give a string of 1 to 4 bytes."),
                JSONFault(
                    pointer: "/amount", code: .wrongType,
                    message: "Give an integer from 0 to 9007199254740992, not a string."),
            ])
        ) { try JSONReader.read(.object(["amount": .string("5")]), as: item()) }
    }

    @Test("pointers escape as RFC 6901 says")
    func pointers() {
        let path = JSONPath.index(.member(.member(.root, "a/b~"), ""), 3)
        #expect(path.pointer == "/a~1b~0//3")
        #expect(JSONPath.root.pointer == "")
    }
}
