/// CRC-32C (Castagnoli; RFC 3720, appendix B.4), eight bytes a step by tables.
struct CRC32C: Sendable {
    private var register: UInt32 = .max

    /// The checksum of what was added so far.
    var value: UInt32 { ~register }

    mutating func update(_ bytes: Span<UInt8>) {
        var crc = register
        var index = 0
        let entries = Self.tables
        let table = entries.span
        while index + 8 <= bytes.count {
            let step = bytes.extracting(index..<index + 8)
            let low =
                crc ^ UInt32(step[0]) ^ UInt32(step[1]) << 8 ^ UInt32(step[2]) << 16
                ^ UInt32(step[3]) << 24
            let early =
                table[1_792 + Int(low & 0xff)] ^ table[1_536 + Int(low >> 8 & 0xff)]
                ^ table[1_280 + Int(low >> 16 & 0xff)] ^ table[1_024 + Int(low >> 24)]
            let late =
                table[768 + Int(step[4])] ^ table[512 + Int(step[5])]
                ^ table[256 + Int(step[6])] ^ table[Int(step[7])]
            crc = early ^ late
            index += 8
        }
        while index < bytes.count {
            crc = table[Int((crc ^ UInt32(bytes[index])) & 0xff)] ^ crc >> 8
            index += 1
        }
        register = crc
    }

    static func checksum(_ bytes: Span<UInt8>) -> UInt32 {
        var crc = CRC32C()
        crc.update(bytes)
        return crc.value
    }

    /// Eight tables of 256 entries, one behind the other; entry b of table t is what byte b adds
    /// to the register after t further bytes.
    private static let tables: [UInt32] = {
        var entries: [UInt32] = []
        for byte in UInt32(0)..<256 {
            var crc = byte
            for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0x82f6_3b78 : crc >> 1 }
            entries.append(crc)
        }
        for index in 256..<2_048 {
            let previous = entries[index - 256]
            entries.append(entries[Int(previous & 0xff)] ^ previous >> 8)
        }
        return entries
    }()
}
