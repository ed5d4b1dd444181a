/// A square PNG of one bit per pixel, greyscale (ISO/IEC 15948): 0 is black, 1 is white.
struct PNGFile {
    private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

    /// `compressed` is a zlib stream of filtered lines.
    init(side: Int, compressed: [UInt8]) {
        let length = Self.bigEndian(UInt32(side))
        // Bit depth 1, colour type 0, and the only methods there are.
        append("IHDR", length + length + [1, 0, 0, 0, 0])
        append("IDAT", compressed)
        append("IEND", [])
    }

    private mutating func append(_ type: StaticString, _ data: [UInt8]) {
        let content = Array("\(type)".utf8) + data
        bytes += Self.bigEndian(UInt32(data.count))
        bytes += content
        bytes += Self.bigEndian(Self.checksum(content))
    }

    static func bigEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    /// CRC-32 (ISO/IEC 15948, annex D).
    static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~0) { table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] ^ ($0 >> 8) }
    }

    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in
            value & 1 == 1 ? 0xedb8_8320 ^ (value >> 1) : value >> 1
        }
    }
}
