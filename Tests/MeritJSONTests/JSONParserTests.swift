import Testing

@testable import MeritJSON

/// What the reader makes of a text: the value, or the reason, offset and pointer of its fault.
private func parse(
    _ text: String, limits: JSONLimits = .body
) -> Result<JSONValue, JSONSyntaxFault> {
    parse(Array(text.utf8), limits: limits)
}

private func parse(
    _ bytes: [UInt8], limits: JSONLimits = .body
) -> Result<JSONValue, JSONSyntaxFault> {
    Result { () throws(JSONSyntaxFault) in try JSONValue(parsing: bytes, limits: limits) }
}

private func fault(_ text: String, limits: JSONLimits = .body) -> JSONSyntaxFault? {
    if case .failure(let fault) = parse(text, limits: limits) { return fault }
    return nil
}

@Suite struct JSONParserTests {
    @Test(
        "well-formed documents become their value",
        arguments: [
            ("null", JSONValue.null), (" true\n", .bool(true)), ("false", .bool(false)),
            ("0", .integer(0)), ("-1", .integer(-1)), ("\"\"", .string("")),
            ("[]", .array([])), ("[ ]", .array([])), ("{}", .object(JSONObject())),
            ("{ }", .object(JSONObject())), ("[1,2]", .array([.integer(1), .integer(2)])),
            ("[ 1 , [ ] ]", .array([.integer(1), .array([])])),
            (
                "{\"a\":{\"b\":[null]}}",
                .object(["a": .object(["b": .array([.null])])])
            ),
            ("{\"\":0,\"a\" : 1}", .object(["": .integer(0), "a": .integer(1)])),
            ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", .string("\"\\/\u{8}\u{c}\n\r\t")),
            ("\"\\u0041\\u00e9\\uFFFF\"", .string("A\u{e9}\u{ffff}")),
            ("\"\\ud83d\\ude00\"", .string("😀")), ("\"😀导购\"", .string("😀导购")),
            ("\"\\u0000\"", .string("\0")), ("\"\u{7f}\"", .string("\u{7f}")),
            ("\"a\\u0301\"", .string("a\u{301}")),
        ])
    func wellFormed(text: String, value: JSONValue) {
        #expect(parse(text) == .success(value))
    }

    @Test(
        "malformed documents are refused with reason and byte",
        arguments: [
            ("", "unexpected_end", 0), ("  ", "unexpected_end", 2), ("nul", "unexpected_end", 3),
            ("nulL", "unexpected_byte", 3), ("True", "unexpected_byte", 0),
            ("NaN", "invalid_number", 0), ("Infinity", "invalid_number", 0),
            ("-Infinity", "invalid_number", 1), ("+1", "invalid_number", 0),
            (".5", "invalid_number", 0), ("01", "invalid_number", 1),
            ("-01", "invalid_number", 2), ("00", "invalid_number", 1),
            ("1.", "unexpected_end", 2), ("1.e1", "invalid_number", 2),
            ("1e", "unexpected_end", 2), ("1e+", "unexpected_end", 3),
            ("1eE2", "invalid_number", 2), ("-", "unexpected_end", 1), ("-a", "invalid_number", 1),
            ("0x1", "trailing_content", 1), ("1 2", "trailing_content", 2),
            ("{}}", "trailing_content", 2), ("[1]//x", "trailing_content", 3),
            ("[1,]", "unexpected_byte", 3), ("[,1]", "unexpected_byte", 1),
            ("[1 2]", "unexpected_byte", 3), ("[1", "unexpected_end", 2),
            ("[1}", "unexpected_byte", 2), ("{\"a\"}", "unexpected_byte", 4),
            ("{\"a\":}", "unexpected_byte", 5), ("{\"a\":1,}", "unexpected_byte", 7),
            ("{a:1}", "unexpected_byte", 1), ("{1:1}", "unexpected_byte", 1),
            ("{\"a\":1;}", "unexpected_byte", 6), ("{'a':1}", "unexpected_byte", 1),
            ("/* */1", "unexpected_byte", 0), ("\"a", "unexpected_end", 2),
            ("\"a\nb\"", "control_character", 2), ("\"\0\"", "control_character", 1),
            ("\"\\n\u{1f}\"", "control_character", 3), ("\"\\x41\"", "invalid_escape", 1),
            ("\"\\u00g0\"", "invalid_escape", 1), ("\"\\U0041\"", "invalid_escape", 1),
            ("\"\\ud800\"", "lone_surrogate", 1), ("\"\\udc00\"", "lone_surrogate", 1),
            ("\"\\ud800x\"", "lone_surrogate", 1), ("\"\\ud800\\n\"", "lone_surrogate", 1),
            ("\"\\ud800\\ud800\"", "lone_surrogate", 1),
            ("\"\\udc00\\ud800\"", "lone_surrogate", 1),
            ("\"\\udc00\\udc00\"", "lone_surrogate", 1),
            ("\"\\ud800\\u0041\"", "lone_surrogate", 1),
            ("\u{feff}1", "byte_order_mark", 0), ("[1\u{c}]", "unexpected_byte", 2),
            ("\u{a0}1", "unexpected_byte", 0),
        ])
    func malformed(text: String, reason: String, offset: Int) {
        let fault = fault(text)
        #expect(fault?.reason.rawValue == reason)
        #expect(fault?.offset == offset)
    }

    @Test(
        "bytes that are not UTF-8 are refused at the first bad one",
        arguments: [
            ([0x22, 0x61, 0xff, 0x22], 2), ([0x22, 0xc0, 0x80, 0x22], 1),
            ([0x22, 0xed, 0xa0, 0x80, 0x22], 1), ([0x22, 0xe4, 0xb8, 0x22], 1),
            ([0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], 1), ([0x22, 0xf0, 0x82, 0x82, 0xac, 0x22], 1),
            ([0x22, 0x5c, 0x6e, 0xe4, 0xb8, 0xad, 0xff, 0x22], 6),
        ] as [([UInt8], Int)])
    func invalidUTF8(bytes: [UInt8], offset: Int) {
        let expected = JSONSyntaxFault(reason: .invalidUTF8, offset: offset, pointer: "")
        #expect(parse(bytes) == .failure(expected))
    }

    @Test(
        "UTF-16 and UTF-32 are refused",
        arguments: [
            [0xff, 0xfe, 0x31, 0x00], [0x00, 0x31], [0x31, 0x00], [0xfe, 0xff, 0, 0x31],
        ] as [[UInt8]])
    func otherEncodings(bytes: [UInt8]) {
        #expect(throws: JSONSyntaxFault.self) { try JSONValue(parsing: bytes) }
    }

    @Test(
        "numbers are kept exactly, never rounded",
        arguments: [
            ("9007199254740992", JSONValue.integer(9_007_199_254_740_992)),
            ("9007199254740993", .integer(9_007_199_254_740_993)),
            ("9223372036854775807", .integer(.max)),
            ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", .number("9223372036854775808")),
            ("-9223372036854775809", .number("-9223372036854775809")),
            ("-0", .number("-0")), ("1.0", .number("1.0")), ("0.1", .number("0.1")),
            ("1e400", .number("1e400")), ("-1E-400", .number("-1E-400")),
            ("1.50e+3", .number("1.50e+3")),
        ])
    func exactNumbers(text: String, value: JSONValue) {
        #expect(parse(text) == .success(value))
        #expect(parse(text).map(\.compact) == .success(Array(text.utf8)))
    }

    @Test(
        "a key that stands twice in an object is refused where it repeats",
        arguments: [
            ("{\"a\":1,\"a\":1}", 7, "/a"), ("{\"a\":1,\"\\u0061\":2}", 7, "/a"),
            ("{\"x\":[{\"k\":1,\"b\":2,\"k\":3}]}", 19, "/x/0/k"),
            ("{\"a/b~c\":1,\"a/b~c\":1}", 11, "/a~1b~0c"),
        ])
    func duplicates(text: String, offset: Int, pointer: String) {
        #expect(
            fault(text)
                == JSONSyntaxFault(reason: .duplicateMember, offset: offset, pointer: pointer))
    }

    @Test("a repeated key is found in an object of any length")
    func duplicatesInLongObjects() {
        for count in [1, 2, 15, 16, 17, 18, 40, 400] {
            let keys = (0..<count).map { "\"k\($0)\":\($0)" }
            #expect(fault("{" + keys.joined(separator: ",") + "}") == nil)
            for repeated in [0, count / 2, count - 1] {
                let all = keys + ["\"k\(repeated)\":0"]
                let found = fault("{" + all.joined(separator: ",") + "}")
                #expect(found?.reason == .duplicateMember)
                #expect(found?.pointer == "/k\(repeated)")
            }
        }
    }

    @Test("keys that differ only in Unicode normalisation are two keys")
    func normalisation() throws {
        let value = try parse("{\"\u{e9}\":1,\"e\u{301}\":2}").get()
        #expect(value == .object(["\u{e9}": .integer(1), "e\u{301}": .integer(2)]))
        #expect(value != .object(["e\u{301}": .integer(1), "\u{e9}": .integer(2)]))
        #expect(JSONValue.string("\u{e9}") != .string("e\u{301}"))
        let many = (0..<40).map { "\"\($0)\":0," }.joined()
        #expect(fault("{" + many + "\"\u{e9}\":1,\"e\u{301}\":2}") == nil)
    }

    @Test("a fault names the value it happened in")
    func pointers() {
        #expect(fault("{\"lines\":[{\"amount\":1},{\"amount\":01}]}")?.pointer == "/lines/1/amount")
        #expect(fault("[[1],[2,3,nul]]")?.pointer == "/1/2")
        #expect(fault("{\"a\":[1],\"b\" 2}")?.pointer == "/b")
        #expect(fault("{\"a\":[1] \"b\":2}")?.pointer == "")
    }

    @Test("a part of a buffer counts its own bytes")
    func slices() throws {
        let buffer = Array("xx{\"a\":1}yy".utf8)
        #expect(try JSONValue(parsing: buffer[2..<9]) == .object(["a": .integer(1)]))
        #expect(throws: JSONSyntaxFault(reason: .unexpectedEnd, offset: 6, pointer: "")) {
            try JSONValue(parsing: buffer[2..<8])
        }
    }

    @Test("every truncation of a document is refused")
    func truncations() throws {
        let text = """
            {"type":"order.paid","lines":[{"line_id":"1","amount":19900},{"amount":-1.5e-3}],\
            "名":"\\u4e2d\\ud83d\\ude00文","n":[null,true,false,{},[]]}
            """
        let bytes = Array(text.utf8)
        _ = try JSONValue(parsing: bytes)
        for count in 0..<bytes.count {
            #expect(throws: JSONSyntaxFault.self) { try JSONValue(parsing: bytes[..<count]) }
        }
    }
}

@Suite struct JSONLimitsTests {
    @Test("nesting of 100 000 is refused without using up the stack")
    func deepNesting() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let text =
                String(repeating: open, count: 100_000) + "1"
                + String(repeating: close, count: 100_000)
            let limits = JSONLimits(bytesMax: 1 << 20, depthMax: 1_000_000)
            let found = fault(text, limits: limits)
            #expect(found?.reason == .tooDeep)
            #expect(found?.offset == JSONLimits.depthBound * open.utf8.count)
        }
    }

    @Test("depth is refused one level above its limit")
    func depth() {
        let limits = JSONLimits(depthMax: 2)
        #expect(fault("[[1]]", limits: limits) == nil)
        #expect(fault("[[1],[2]]", limits: limits) == nil)
        #expect(fault("[[[]]]", limits: limits)?.reason == .tooDeep)
        #expect(fault("1", limits: JSONLimits(depthMax: 0)) == nil)
        #expect(fault("[]", limits: JSONLimits(depthMax: 0))?.reason == .tooDeep)
    }

    @Test("a million keys are refused by number and by length")
    func millionKeys() {
        let text = "{" + (0..<1_000_000).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(fault(text)?.reason == .tooManyBytes)
        let long = JSONLimits(bytesMax: 1 << 30)
        #expect(fault(text, limits: long)?.reason == .tooManyMembers)
    }

    @Test("an object of as many keys as allowed is read")
    func manyKeys() {
        let text = "{" + (0..<20_000).map { "\"\($0)\":0" }.joined(separator: ",") + "}"
        #expect(fault(text) == nil)
    }

    @Test("members and elements are counted together")
    func members() {
        let limits = JSONLimits(membersMax: 4)
        #expect(fault("{\"a\":[1,2],\"b\":3}", limits: limits) == nil)
        #expect(fault("{\"a\":[1,2],\"b\":[3]}", limits: limits)?.reason == .tooManyMembers)
    }

    @Test("bytes are refused one above their limit")
    func bytes() {
        let limits = JSONLimits(bytesMax: 4)
        #expect(fault("1234", limits: limits) == nil)
        #expect(fault("12345", limits: limits)?.reason == .tooManyBytes)
        #expect(fault("1    ", limits: limits)?.offset == 4)
    }

    @Test("strings, keys and numbers have one limit, in decoded bytes")
    func strings() {
        let limits = JSONLimits(stringBytesMax: 4)
        for text in ["\"abcd\"", "\"\\u0041\\u0042\\u0043\\u0044\"", "\"😀\"", "{\"abcd\":1234}"] {
            #expect(fault(text, limits: limits) == nil)
        }
        for text in [
            "\"abcde\"", "\"\\u0041bcde\"", "\"a\\u0042cde\"", "\"😀a\"", "{\"abcde\":1}", "12345",
            "1.234",
        ] {
            #expect(fault(text, limits: limits)?.reason == .stringTooLong)
        }
    }
}
