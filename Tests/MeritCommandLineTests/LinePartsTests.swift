import SeededRandom
import Testing

@testable import merit

struct LinePartsTests {
    private func parts(of bytes: [UInt8]) throws -> [LineParts.Part] {
        let folder = try TemporaryFolder()
        var reader = try LineParts(try folder.write(bytes, "lines.jsonl"))
        var parts: [LineParts.Part] = []
        while let part = try reader.next() { parts.append(part) }
        #expect(reader.bytesRead == bytes.count)
        return parts
    }

    @Test func `an empty file has no part`() throws { #expect(try parts(of: []).isEmpty) }

    @Test func `a last line without an end is a line`() throws {
        let parts = try parts(of: Array("a\nb".utf8))
        #expect(parts.map(\.bytes) == [Array("a\nb".utf8)])
        #expect(parts.map(\.firstLine) == [1])
    }

    @Test func `parts are whole lines, joined they are the file, and their numbers go on`() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SplitMix(seed: seed)
        var bytes: [UInt8] = []
        while bytes.count < 4 * LineParts.partBytes {
            let length = Int.random(in: 0...60_000, using: &random)
            bytes += [UInt8](repeating: 0x61, count: length) + [0x0a]
        }
        let parts = try parts(of: bytes)
        #expect(parts.count > 3, "seed \(seed)")
        #expect(parts.flatMap(\.bytes) == bytes, "seed \(seed)")
        var line = 1
        for part in parts {
            #expect(part.firstLine == line, "seed \(seed)")
            #expect(part.bytes.last == 0x0a, "seed \(seed)")
            #expect(part.bytes.count <= 2 * LineParts.partBytes, "seed \(seed)")
            line += part.bytes.count { $0 == 0x0a }
        }
    }

    @Test func `a line longer than a part is not cut`() throws {
        let long = [UInt8](repeating: 0x61, count: 3 * LineParts.partBytes)
        let parts = try parts(of: Array("x\n".utf8) + long + Array("\ny\n".utf8))
        #expect(parts.flatMap(\.bytes).count == long.count + 5)
        #expect(parts.allSatisfy { $0.bytes.last == 0x0a })
    }

    @Test func `a line longer than any request is refused with its number`() throws {
        let long = [UInt8](repeating: 0x61, count: LineParts.lineBytesMax + (1 << 20))
        let failure = #expect(throws: CommandFailure.self) {
            try parts(of: Array("x\n".utf8) + long)
        }
        #expect(failure?.description.contains("lines.jsonl:") == true)
    }
}
