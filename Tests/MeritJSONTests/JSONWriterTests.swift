import SeededRandom
import Testing

@testable import MeritJSON

@Suite struct JSONWriterTests {
    @Test("compact output has no white space and keeps the order of keys")
    func compact() {
        var writer = JSONWriter()
        writer.object { writer in
            writer.member("b", 1)
            writer.member("a", "x")
            writer.member("yes", true)
            writer.member("none", String?.none)
            writer.member("some", Int?.some(-7))
            writer.object("o") { $0.member("k", UInt64.max) }
            writer.array("l", [1, 2]) { $0.integer($1) }
            writer.array("e", [Int]()) { $0.integer($1) }
            writer.object("eo") { _ in }
        }
        #expect(
            writer.text
                == "{\"b\":1,\"a\":\"x\",\"yes\":true,\"none\":null,\"some\":-7,"
                + "\"o\":{\"k\":18446744073709551615},\"l\":[1,2],\"e\":[],\"eo\":{}}")
    }

    @Test("pretty output has a member per line")
    func pretty() {
        var writer = JSONWriter(.pretty)
        writer.value(.object(["a": .array([.integer(1), .object([:])]), "b": .null]))
        #expect(writer.text == "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": null\n}")
    }

    @Test("only quotes, backslashes and control characters are escaped")
    func escapes() {
        var writer = JSONWriter()
        writer.string("\"\\/\u{8}\t\n\u{c}\r\0\u{1}\u{f}\u{10}\u{1f} \u{7f}\u{80}é导😀\u{2028}<>&'")
        #expect(
            writer.text
                == "\"\\\"\\\\/\\b\\t\\n\\f\\r\\u0000\\u0001\\u000f\\u0010\\u001f "
                + "\u{7f}\u{80}é导😀\u{2028}<>&'\"")
    }

    @Test("integers of every width are written in full")
    func integers() {
        var writer = JSONWriter()
        writer.array { writer in
            writer.integer(Int64.min)
            writer.integer(Int8.min)
            writer.integer(UInt64.max)
            writer.integer(0)
        }
        #expect(writer.text == "[-9223372036854775808,-128,18446744073709551615,0]")
    }

    @Test("lines of JSON Lines are documents of their own")
    func lines() {
        var writer = JSONWriter()
        for number in 1...2 {
            writer.object { $0.member("n", number) }
            writer.endLine()
        }
        #expect(writer.text == "{\"n\":1}\n{\"n\":2}\n")
        #expect(writer.take() == Array("{\"n\":1}\n{\"n\":2}\n".utf8))
        #expect(writer.bytes.isEmpty)
    }

    @Test("JSON that exists already is taken as it stands")
    func raw() {
        var writer = JSONWriter()
        writer.array { writer in
            writer.raw(Array("{\"a\":1}".utf8))
            writer.null()
        }
        #expect(writer.text == "[{\"a\":1},null]")
    }

    @Test("a random tree survives writing and reading, compact and pretty")
    func roundTrip() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        for _ in 0..<400 {
            let tree = randomTree(depth: 5, using: &random)
            for layout in [JSONWriter.Layout.compact, .pretty] {
                var writer = JSONWriter(layout)
                writer.value(tree)
                let read = try JSONValue(parsing: writer.bytes)
                #expect(read == tree, "seed \(seed)")
            }
        }
    }

    @Test("a text changed at random never crashes the reader and never reads as the same text")
    func mutations() throws {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix(seed: seed)
        for _ in 0..<2_000 {
            var bytes = randomTree(depth: 4, using: &random).compact
            let place = Int.random(in: bytes.indices, using: &random)
            let old = bytes[place]
            bytes[place] = UInt8.random(in: 0...255, using: &random)
            // What is accepted says exactly what it is: written again it reads the same.
            guard let value = try? JSONValue(parsing: bytes), bytes[place] != old else { continue }
            #expect(try JSONValue(parsing: value.compact) == value, "seed \(seed)")
        }
    }
}

private func randomTree(depth: Int, using random: inout SplitMix) -> JSONValue {
    switch Int.random(in: 0...(depth > 0 ? 8 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(Bool.random(using: &random))
    case 2: return .integer(Int64.random(in: .min ... .max, using: &random))
    case 3: return .integer(Int64.random(in: -9...9, using: &random))
    case 4:
        let literals = ["-0", "1e400", "0.1", "18446744073709551616", "-2.50E-7"]
        return .number(literals.randomElement(using: &random) ?? "-0")
    case 5: return .string(randomText(using: &random))
    case 6, 7:
        let count = Int.random(in: 0...20, using: &random)
        var object = JSONObject()
        for _ in 0..<count {
            _ = object.append(
                randomText(using: &random), randomTree(depth: depth - 2, using: &random))
        }
        return .object(object)
    default:
        let count = Int.random(in: 0...4, using: &random)
        return .array((0..<count).map { _ in randomTree(depth: depth - 1, using: &random) })
    }
}

private func randomText(using random: inout SplitMix) -> String {
    let scalars: [Unicode.Scalar] = [
        "a", "\"", "\\", "/", "\n", "\0", "\u{1f}", "\u{7f}", "é", "\u{301}", "导", "😀", "~",
    ]
    var text = ""
    for _ in 0..<Int.random(in: 0...8, using: &random) {
        text.unicodeScalars.append(scalars.randomElement(using: &random) ?? "a")
    }
    return text
}
