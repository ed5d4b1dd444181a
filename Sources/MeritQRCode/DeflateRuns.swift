/// A zlib stream (RFC 1950) of one DEFLATE block (RFC 1951) with the fixed codes, in which runs of
/// one byte are shortened and everything else stands as it is: what black and white squares need.
struct DeflateRuns {
    /// 32 KiB window, no dictionary, and the check bits that make it a multiple of 31.
    private var bytes: [UInt8] = [0x78, 0x01]
    private var bits: UInt64 = 0
    private var bitCount = 0
    private var adler = (a: UInt32(1), b: UInt32(0))
    private var run = (byte: UInt8(0), count: 0)

    init() {
        // The last block, with fixed codes.
        put(0b1, 1)
        put(0b01, 2)
    }

    mutating func append(_ byte: UInt8) {
        adler.a = (adler.a + UInt32(byte)) % 65_521
        adler.b = (adler.b + adler.a) % 65_521
        if byte != run.byte { flush() }
        run = (byte, run.count + 1)
    }

    /// The whole stream. Nothing may be appended afterwards.
    mutating func finish() -> [UInt8] {
        flush()
        putSymbol(256)
        put(0, (8 - bitCount % 8) % 8)
        return bytes + PNGFile.bigEndian(adler.b << 16 | adler.a)
    }

    /// Writes the run out: its first byte, then copies of what stands one byte before.
    private mutating func flush() {
        guard run.count > 0 else { return }
        putSymbol(Int(run.byte))
        var rest = run.count - 1
        while rest > 0 {
            let length = min(rest, 258)
            if length < 3 {
                putSymbol(Int(run.byte))
                rest -= 1
            } else {
                putCopy(length)
                rest -= length
            }
        }
        run.count = 0
    }

    /// The shortest length of each length code from 257 on, and its extra bits (RFC 1951, 3.2.5).
    private static let lengths: [(least: Int, extra: Int)] = [
        (3, 0), (4, 0), (5, 0), (6, 0), (7, 0), (8, 0), (9, 0), (10, 0), (11, 1), (13, 1), (15, 1),
        (17, 1), (19, 2), (23, 2), (27, 2), (31, 2), (35, 3), (43, 3), (51, 3), (59, 3), (67, 4),
        (83, 4), (99, 4), (115, 4), (131, 5), (163, 5), (195, 5), (227, 5), (258, 0),
    ]

    private mutating func putCopy(_ length: Int) {
        guard let index = Self.lengths.lastIndex(where: { $0.least <= length }) else { return }
        putSymbol(257 + index)
        put(UInt64(length - Self.lengths[index].least), Self.lengths[index].extra)
        // Distance code 0: one byte back.
        put(0, 5)
    }

    /// A literal or length by the fixed codes (RFC 1951, 3.2.6), whose bits go out highest first.
    private mutating func putSymbol(_ symbol: Int) {
        let (code, count) =
            switch symbol {
            case 0...143: (0x30 + symbol, 8)
            case 144...255: (0x190 + symbol - 144, 9)
            case 256...279: (symbol - 256, 7)
            default: (0xc0 + symbol - 280, 8)
            }
        var reversed = 0
        for bit in 0..<count { reversed |= (code >> bit & 1) << (count - 1 - bit) }
        put(UInt64(reversed), count)
    }

    /// Appends bits, lowest first.
    private mutating func put(_ value: UInt64, _ count: Int) {
        bits |= value << bitCount
        bitCount += count
        while bitCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
            bitCount -= 8
        }
    }
}
